'use client';

import {
  type ComponentProps,
  type ComponentType,
  createContext,
  type ReactNode,
  useContext,
} from 'react';

type AnchorProps = Omit<ComponentProps<'a'>, 'href'> & { href: string };

const PlainAnchor = (props: AnchorProps) => <a {...props} />;
const LinkContext = createContext<ComponentType<AnchorProps>>(PlainAnchor);

/** Says what draws a link: the app's router, or a plain anchor where none is set. */
export function LinkProvider({
  component,
  children,
}: {
  component: ComponentType<AnchorProps>;
  children: ReactNode;
}) {
  return <LinkContext value={component}>{children}</LinkContext>;
}

/** A link inside the app, without a full page load where the app has a router. */
export function Link(props: AnchorProps) {
  const Anchor = useContext(LinkContext);
  return <Anchor {...props} />;
}
