'use client';

import { DropdownMenu } from 'radix-ui';
import { type Ref, type RefObject, useLayoutEffect } from 'react';

export interface MenuItem {
  readonly key: string;
  readonly label: string;
  readonly onSelect: () => void;
}

interface MenuLayerProps {
  /** The button it opens from and gives the focus back to. */
  button: RefObject<HTMLButtonElement | null>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  items: readonly MenuItem[];
  labelledBy: string;
}

/** What opens from a menu's button. */
export function MenuLayer({ button, open, onOpenChange, items, labelledBy }: MenuLayerProps) {
  const isButton = (target: EventTarget | null) =>
    target instanceof Node && (button.current?.contains(target) ?? false);
  return (
    <DropdownMenu.Root modal={false} open={open} onOpenChange={onOpenChange}>
      <DropdownMenu.Trigger asChild>
        <StandIn button={button} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu"
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-labelledby={labelledBy}
          // The button closes it by itself, and must not open it again with the same press.
          onPointerDownOutside={(event) => isButton(event.target) && event.preventDefault()}
        >
          {items.map(({ key, label, onSelect }) => (
            <DropdownMenu.Item
              key={key}
              className="menu-item"
              data-menu-item={key}
              onSelect={onSelect}
            >
              {label}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface StandInProps {
  button: RefObject<HTMLButtonElement | null>;
  ref?: Ref<HTMLElement>;
}

/** Tells the menu which element is its trigger: the button was there before the menu, and stays where it is. */
function StandIn({ button, ref }: StandInProps) {
  useLayoutEffect(() => {
    const set = (node: HTMLElement | null) => {
      if (typeof ref === 'function') ref(node);
      else if (ref) ref.current = node;
    };
    set(button.current);
    return () => set(null);
  }, [button, ref]);
  return null;
}
