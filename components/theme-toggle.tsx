'use client';

import { Check, Moon, Sun, SunMoon } from 'lucide-react';
import { useMessages } from './messages';
import { Button } from './ui/button';
import { Popover } from './ui/popover';

/** `system` follows the reader's own setting. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const icons = { system: SunMoon, light: Sun, dark: Moon };

interface ThemeToggleProps {
  theme: Theme;
  onChange: (theme: Theme) => void;
}

/** Light, dark, or what the system says. */
export function ThemeToggle({ theme, onChange }: ThemeToggleProps) {
  const { shell } = useMessages();
  const Current = icons[theme];
  const label = shell.themeLabel(shell.theme[theme]);
  return (
    <Popover
      label={label}
      className="menu narrow"
      button={(trigger) => (
        <Button {...trigger} variant="ghost" icon aria-label={label}>
          <Current className="i" aria-hidden="true" />
        </Button>
      )}
    >
      {(close) =>
        themes.map((one) => {
          const Icon = icons[one];
          return (
            <button
              key={one}
              className="menu-item"
              type="button"
              aria-pressed={one === theme}
              onClick={() => {
                onChange(one);
                close();
              }}
            >
              <Icon className="i" aria-hidden="true" />
              {shell.theme[one]}
              {one === theme && <Check className="i push" aria-hidden="true" />}
            </button>
          );
        })
      }
    </Popover>
  );
}
