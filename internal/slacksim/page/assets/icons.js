// Line icons on a 20×20 grid, drawn in the current colour.

const NS = 'http://www.w3.org/2000/svg';
const PATHS = {
  back: 'M12 4l-6 6 6 6',
  bolt: 'M11 2L4 12h5l-1 6 8-10h-5z',
  calendar: 'M3 5h14v12H3zM3 9h14M7 2.5V6M13 2.5V6',
  check: 'M4 10.5l4 4 8-9',
  close: 'M5 5l10 10M15 5L5 15',
  clock: 'M10 2.5a7.5 7.5 0 100 15 7.5 7.5 0 000-15zM10 6v4.5l3 2',
  code: 'M7 5l-5 5 5 5M13 5l5 5-5 5',
  down: 'M5 7.5l5 5 5-5',
  eye: 'M1.5 10S4.5 4.5 10 4.5 18.5 10 18.5 10 15.5 15.5 10 15.5 1.5 10 1.5 10zM10 7.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5z',
  file: 'M5 2.5h7l4 4v11H5zM12 2.5v4h4',
  info: 'M10 2.5a7.5 7.5 0 100 15 7.5 7.5 0 000-15zM10 9v5M10 6.200v.6',
  left: 'M12 5l-5 5 5 5',
  lock: 'M5 9h10v8H5zM7 9V6.5a3 3 0 016 0V9',
  moon: 'M16.5 12A7 7 0 018 3.5a7 7 0 108.5 8.5z',
  play: 'M6 4l10 6-10 6z',
  plus: 'M10 4v12M4 10h12',
  reply: 'M3 4.5h14v9h-8l-4 3.5v-3.5H3z',
  right: 'M8 5l5 5-5 5',
  send: 'M3 3.5l14.5 6.5L3 16.5l2-6.5zM5 10h6',
  sun: 'M10 6.5a3.5 3.5 0 100 7 3.5 3.5 0 000-7zM10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.400 1.400M14.600 14.600L16 16M16 4l-1.400 1.400M5.400 14.600L4 16',
  swap: 'M7 3.5a3 3 0 110 6 3 3 0 010-6zM2 17c0-3 2-5 5-5s5 2 5 5M13 4a3 3 0 010 5.5M15 12.5c2 .6 3 2.300 3 4.5',
  thread: 'M3 3.5h14v10h-7l-4 3.5v-3.5H3zM6.5 7h7M6.5 10h4',
  trash: 'M3.5 5.5h13M8 5.5V3h4v2.5M5 5.5l.8 11.5h8.4L15 5.500M8.300 8.5v5.5M11.700 8.5v5.5',
  upload: 'M10 13V4M6 7.5L10 3.5l4 4M4 16.5h12',
  warning: 'M10 3l8 14H2zM10 8v4M10 14.200v.6',
};
const DOTS = { more: [[4, 10], [10, 10], [16, 10]], kebab: [[10, 4], [10, 10], [10, 16]] };

export function icon(name, size = 18) {
  const svg = document.createElementNS(NS, 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('width', size);
  svg.setAttribute('height', size);
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  for (const [x, y] of DOTS[name] || []) {
    const dot = document.createElementNS(NS, 'circle');
    dot.setAttribute('cx', x);
    dot.setAttribute('cy', y);
    dot.setAttribute('r', 1.6);
    svg.append(dot);
  }
  if (PATHS[name]) {
    const path = document.createElementNS(NS, 'path');
    path.setAttribute('d', PATHS[name]);
    svg.append(path);
  }
  return svg;
}
