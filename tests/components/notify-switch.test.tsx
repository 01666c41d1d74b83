import { afterEach, describe, expect, it, vi } from 'vitest';
import { NotifySwitch, type NotifySwitchProps } from '#components/notify-switch';
import { cleanup, fireEvent, render, screen } from '../helpers/render';

afterEach(cleanup);

const draw = (props: Partial<NotifySwitchProps>) => {
  const onTurn = vi.fn();
  render(<NotifySwitch state="off" busy={false} failed={false} onTurn={onTurn} {...props} />);
  const control = screen.getByRole('switch', { name: 'Notify me when jobs finish' });
  return { onTurn, control, says: () => screen.getByRole('status').textContent };
};

describe('the switch for notifications', () => {
  it.each([
    ['off', false, true],
    ['when-hidden', true, false],
    ['push', true, false],
  ] as const)('that is %s shows it and turns over', (state, on, asked) => {
    const { control, onTurn } = draw({ state });
    expect(control.getAttribute('aria-checked')).toBe(String(on));
    fireEvent.click(control);
    expect(onTurn.mock.calls).toEqual([[asked]]);
  });

  it('says what each state means, and how to leave a refusal', () => {
    const { says, control, onTurn } = draw({ state: 'denied' });
    expect(says()).toContain('Blocked by the browser');
    fireEvent.click(control);
    expect(onTurn).not.toHaveBeenCalled();
    cleanup();
    expect(draw({ state: 'push' }).says()).toContain('no page is open');
    cleanup();
    expect(draw({ failed: true }).says()).toBe('That did not work. Try again.');
  });

  it('waits for the browser', () => {
    const { control, onTurn } = draw({ busy: true });
    fireEvent.click(control);
    expect(control.getAttribute('aria-disabled')).toBe('true');
    expect(onTurn).not.toHaveBeenCalled();
  });
});
