import { type CSSVariablesResolver, createTheme } from '@mantine/core'

/** The look of the console: one accent, the system's own fonts, text dark enough to read (WCAG 2.2 AA on both schemes). */
export const theme = createTheme({
  primaryColor: 'joint',
  primaryShade: { light: 7, dark: 6 },
  colors: {
    joint: [
      '#edf3fb',
      '#d8e4f4',
      '#adc6e8',
      '#7fa6dc',
      '#5a8bd2',
      '#437acc',
      '#2a66c0',
      '#1f59ad',
      '#184d99',
      '#0c3c7d',
    ],
    // The library's, but dark enough for white text where buttons are filled with it.
    red: ['#fff5f5', '#ffe3e3', '#ffc9c9', '#ffa8a8', '#ff8787', '#ff6b6b', '#d62f2f', '#c92a2a', '#b52323', '#9c1c1c'],
  },
  defaultRadius: 'sm',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.3' },
      h2: { fontSize: '1.15rem', lineHeight: '1.35' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  components: {
    Table: { defaultProps: { verticalSpacing: 'xs', horizontalSpacing: 'sm' } },
    // What is wider than the screen is scrolled by keyboard too.
    TableScrollContainer: { defaultProps: { scrollAreaProps: { viewportProps: { tabIndex: 0 } } } },
    Badge: { defaultProps: { variant: 'light', radius: 'sm', tt: 'none', fw: 600 } },
    Modal: { defaultProps: { centered: true } },
    Tooltip: { defaultProps: { withArrow: true, multiline: true, maw: 320 } },
    Loader: { defaultProps: { size: 'sm' } },
  },
})

/** The library's own greys and reds are too pale for small text. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#55606b',
    '--mantine-color-placeholder': '#66707a',
    '--mantine-color-error': '#c0261f',
    '--mantine-color-green-light-color': '#1d6430',
    '--mantine-color-yellow-light-color': '#7a4d00',
    '--mantine-color-red-light-color': '#b3241e',
    '--joinery-canvas': '#f5f7f9',
    '--joinery-line': '#dde2e8',
  },
  dark: {
    '--mantine-color-dimmed': '#adb3ba',
    '--mantine-color-placeholder': '#9aa0a8',
    '--mantine-color-error': '#ff8787',
    '--mantine-color-anchor': '#8fb4e6',
    '--joinery-canvas': '#1b1c1f',
    '--joinery-line': '#3b3f45',
  },
})
