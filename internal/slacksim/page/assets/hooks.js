// Stable attributes on every interactive element, for tests and for finding it again after a render.

export const hooks = (ctx, element, testid = element.type) => ({
  'data-testid': testid, 'data-block-id': ctx.block.block_id, 'data-action-id': element.action_id,
});
