'use client';

import { type KeyboardEvent, lazy, Suspense, useId, useRef, useState } from 'react';
import { Button, type ButtonProps } from './button';
import type { MenuItem } from './menu-layer';

// The layer with its placing and its keys is large, and a list has a menu in every row: it comes when a hand comes near.
const load = () => import('./menu-layer');
const MenuLayer = lazy(async () => ({ default: (await load()).MenuLayer }));

interface MenuProps extends Omit<ButtonProps, 'id' | 'ref' | 'onClick' | 'waiting'> {
  items: readonly MenuItem[];
  onOpenChange?: (open: boolean) => void;
}

/** A button with a menu of actions under it. */
export function Menu({ items, onOpenChange, ...look }: MenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [near, setNear] = useState(false);
  const [open, setOpen] = useState(false);
  const approach = () => setNear(true);
  const turn = (next: boolean) => {
    approach();
    setOpen(next);
    onOpenChange?.(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    turn(true);
  };
  return (
    <>
      <Button
        {...look}
        id={id}
        ref={button}
        aria-haspopup="menu"
        aria-expanded={open}
        onPointerEnter={approach}
        onFocus={approach}
        onKeyDown={onKeyDown}
        onClick={() => turn(!open)}
      />
      {near && (
        <Suspense fallback={null}>
          <MenuLayer
            button={button}
            open={open}
            onOpenChange={turn}
            items={items}
            labelledBy={id}
          />
        </Suspense>
      )}
    </>
  );
}
