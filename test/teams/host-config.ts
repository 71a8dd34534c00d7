/** How Teams (light) draws Adaptive Cards, as far as its published look tells: for the real renderer in tests. */

const INK = { default: '#242424', subtle: '#616161' };

function foreground() {
  return {
    default: INK,
    accent: { default: '#5B5FC7', subtle: '#5B5FC7' },
    attention: { default: '#C4314B', subtle: '#C4314B' },
    good: { default: '#237B4B', subtle: '#237B4B' },
    warning: { default: '#835C00', subtle: '#835C00' },
    light: { default: '#FFFFFF', subtle: '#FFFFFF' },
    dark: INK,
  };
}

const style = (backgroundColor: string) => ({ backgroundColor, foregroundColors: foreground() });

export const TEAMS_HOST_CONFIG = {
  supportsInteractivity: true,
  fontFamily: '"Segoe UI", "Liberation Sans", "Noto Sans CJK JP", sans-serif',
  fontTypes: {
    default: { fontFamily: '"Segoe UI", "Liberation Sans", "Noto Sans CJK JP", sans-serif' },
    monospace: { fontFamily: '"Cascadia Mono", "DejaVu Sans Mono", "Noto Sans Mono CJK JP", monospace' },
  },
  fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 200, default: 400, bolder: 600 },
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: '#E1E1E1' },
  containerStyles: {
    default: style('#FFFFFF'),
    emphasis: style('#F5F5F5'),
    accent: style('#E8EBFA'),
    good: style('#E7F2DA'),
    attention: style('#FCF4F6'),
    warning: style('#FBF6D9'),
  },
  actions: {
    maxActions: 6,
    spacing: 'default',
    buttonSpacing: 8,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    showCard: { actionMode: 'inline', inlineTopMargin: 16, style: 'emphasis' },
  },
};
