// The shortcodes a sales bot and its people are likely to use. An unknown one stays as typed, as in Slack.

const MAP = {
  '+1': '👍', '-1': '👎', '100': '💯', alarm_clock: '⏰', arrow_down: '⬇️', arrow_forward: '▶️', arrow_left: '⬅️', arrow_right: '➡️',
  arrow_up: '⬆️', arrow_up_down: '↕️', arrows_counterclockwise: '🔄', back: '🔙', bangbang: '‼️', bar_chart: '📊', beach_with_umbrella: '🏖️', bell: '🔔',
  black_circle: '⚫', blue_circle: '🔵', blush: '😊', book: '📖', bookmark: '🔖', boom: '💥', briefcase: '💼', bulb: '💡', bust_in_silhouette: '👤',
  busts_in_silhouette: '👥', cake: '🍰', calendar: '📆', call_me_hand: '🤙', calling: '📲', camera: '📷', chart_with_downwards_trend: '📉',
  chart_with_upwards_trend: '📈', clap: '👏', clipboard: '📋', clock1: '🕐', clock3: '🕒', clock9: '🕘', closed_book: '📕', coffee: '☕', computer: '💻',
  confetti_ball: '🎊', construction: '🚧', credit_card: '💳', cry: '😢', crystal_ball: '🔮', dart: '🎯', date: '📅', dizzy: '💫', door: '🚪', earth_africa: '🌍',
  email: '✉️', envelope: '✉️', envelope_with_arrow: '📩', euro: '💶', exclamation: '❗', eyes: '👀', face_with_monocle: '🧐', fast_forward: '⏩',
  file_folder: '📁', fire: '🔥', flag: '🏁', checkered_flag: '🏁', gear: '⚙️', gem: '💎', gift: '🎁', grey_exclamation: '❕', grey_question: '❔', grin: '😁',
  grinning: '😀', hammer: '🔨', hand: '✋', handshake: '🤝', hatching_chick: '🐣', heart: '❤️', heavy_check_mark: '✔️', heavy_minus_sign: '➖',
  heavy_multiplication_x: '✖️', heavy_plus_sign: '➕', hibiscus: '🌺', hourglass: '⌛', hourglass_flowing_sand: '⏳', house: '🏠', inbox_tray: '📥',
  information_source: 'ℹ️', joy: '😂', key: '🔑', label: '🏷️', large_blue_circle: '🔵', large_green_circle: '🟢', large_green_square: '🟩',
  large_orange_circle: '🟠', large_red_square: '🟥', large_yellow_circle: '🟡', large_yellow_square: '🟨', ledger: '📒', left_right_arrow: '↔️', link: '🔗',
  linked_paperclips: '🖇️', lock: '🔒', loud_sound: '🔊', loudspeaker: '📢', mag: '🔍', mag_right: '🔎', mailbox: '📫', mailbox_with_mail: '📬', medal: '🏅',
  mega: '📣', memo: '📝', microphone: '🎤', money_with_wings: '💸', moneybag: '💰', moon: '🌔', mute: '🔇', new: '🆕', newspaper: '📰', next_track_button: '⏭️', no_bell: '🔕',
  no_entry: '⛔', no_entry_sign: '🚫', notebook: '📓', ok: '🆗', ok_hand: '👌', open_hands: '👐', outbox_tray: '📤', package: '📦', page_facing_up: '📄',
  palm_tree: '🌴', paperclip: '📎', partying_face: '🥳', pencil: '📝', pencil2: '✏️', phone: '☎️', telephone_receiver: '📞', point_down: '👇', point_left: '👈',
  point_right: '👉', point_up: '☝️', pray: '🙏', purple_circle: '🟣', pushpin: '📌', question: '❓', radio_button: '🔘', rainbow: '🌈', raised_hands: '🙌',
  recycle: '♻️', red_circle: '🔴', repeat: '🔁', rewind: '⏪', rocket: '🚀', rotating_light: '🚨', round_pushpin: '📍', runner: '🏃', scroll: '📜', see_no_evil: '🙈', seedling: '🌱',
  shushing_face: '🤫', sleeping: '😴', slightly_smiling_face: '🙂', smile: '😄', smiley: '😃', snowflake: '❄️', soon: '🔜', sparkles: '✨', speech_balloon: '💬', spiral_calendar_pad: '🗓️',
  star: '⭐', star2: '🌟', stop_sign: '🛑', stopwatch: '⏱️', sunglasses: '😎', sunny: '☀️', sunrise: '🌅', tada: '🎉', thinking_face: '🤔', thought_balloon: '💭', thumbsdown: '👎',
  thumbsup: '👍', timer_clock: '⏲️', top: '🔝', triangular_flag_on_post: '🚩', trophy: '🏆', turtle: '🐢', unlock: '🔓', v: '✌️', video_camera: '📹', warning: '⚠️', wastebasket: '🗑️', watch: '⌚',
  wave: '👋', white_check_mark: '✅', white_circle: '⚪', white_large_square: '⬜', wink: '😉', world_map: '🗺️', wrench: '🔧', x: '❌', yellow_heart: '💛', zap: '⚡', zzz: '💤',
};

export const lookup = (name) => (Object.hasOwn(MAP, name) ? MAP[name] : '');

// emojify replaces known shortcodes in plain text.
export const emojify = (text) => text.replace(/:([a-z0-9_+'-]+):/g, (code, name) => lookup(name) || code);

// unicode turns the hyphenated code points of a rich text emoji ("1f44d-1f3fb") into the character.
export function unicode(codes) {
  try {
    return String.fromCodePoint(...codes.split('-').map((c) => parseInt(c, 16)));
  } catch {
    return '';
  }
}
