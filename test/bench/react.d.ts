// What is used of React here. Its own declarations name DOM types globally, which would hide those of the browser tests.
declare module 'react' {
  export type ReactNode = unknown;
  export function createElement(tag: string, props: Record<string, unknown>, ...children: ReactNode[]): ReactNode;
}
