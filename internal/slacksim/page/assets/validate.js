// What Slack checks before it sends a submission to the app.

import { say } from './language.js';
import { empty } from './surface.js';

const CHECKS = {
  email_text_input: (v) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(v) ? '' : say('Please enter a valid email address.')),
  url_text_input: (v) => (URL.canParse(v) ? '' : say('Please enter a valid URL.')),
  number_input(v, e) {
    const n = Number(v.trim().replace(',', '.'));
    if (!v.trim() || Number.isNaN(n)) return say('Please enter a valid number.');
    if (!e.is_decimal_allowed && !Number.isInteger(n)) return say('Please enter a whole number.');
    if (e.min_value !== undefined && n < Number(e.min_value)) return say('Please enter a number that is {0} or more.', e.min_value);
    if (e.max_value !== undefined && n > Number(e.max_value)) return say('Please enter a number that is {0} or less.', e.max_value);
    return '';
  },
  plain_text_input: (v, e) => (e.min_length && v.length < e.min_length ? say('Please enter at least {0} characters.', e.min_length) : ''),
};

// validate answers the errors by block id.
export function validate(view, surface) {
  const errors = {};
  for (const block of view.blocks || []) {
    if (block.type !== 'input') continue;
    const field = surface.fields.get(`${block.block_id}\n${block.element.action_id}`);
    const value = field?.wire();
    if (empty(value) || (typeof value === 'string' && !value.trim())) {
      if (!block.optional) errors[block.block_id] = say('Please complete this required field.');
    } else {
      const error = CHECKS[block.element.type]?.(value, block.element);
      if (error) errors[block.block_id] = error;
    }
  }
  return errors;
}
