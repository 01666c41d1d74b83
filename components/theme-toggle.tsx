'use client';

import { Check, Moon, Sun, SunMoon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useMessages } from './messages';
import { Button } from './ui/button';

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
  const Icon = icons[theme];
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button variant="ghost" icon aria-label={shell.themeLabel(shell.theme[theme])}>
          <Icon className="i" aria-hidden="true" />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu narrow"
          align="end"
          sideOffset={8}
          collisionPadding={8}
        >
          <DropdownMenu.RadioGroup value={theme}>
            {themes.map((one) => (
              <ThemeItem key={one} theme={one} onChoose={onChange} />
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function ThemeItem({ theme, onChoose }: { theme: Theme; onChoose: (theme: Theme) => void }) {
  const { shell } = useMessages();
  const Icon = icons[theme];
  return (
    <DropdownMenu.RadioItem className="menu-item" value={theme} onSelect={() => onChoose(theme)}>
      <Icon className="i" aria-hidden="true" />
      {shell.theme[theme]}
      <DropdownMenu.ItemIndicator className="push">
        <Check className="i" aria-hidden="true" />
      </DropdownMenu.ItemIndicator>
    </DropdownMenu.RadioItem>
  );
}
