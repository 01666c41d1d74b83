import { afterEach, describe, expect, it, vi } from 'vitest';
import { JobForm, type Refusal } from '#components/job-form';
import { formFieldsOf } from '#contracts/form-fields';
import { jobContracts } from '#contracts/jobs/index';
import { act, cleanup, fireEvent, render, screen, waitFor } from '../helpers/render';

afterEach(cleanup);

const fields = formFieldsOf(jobContracts['skill-gap-analysis']);

const draw = (onGenerate: (input: Record<string, unknown>) => Promise<Refusal | null>) =>
  render(
    <>
      <h3 id="title">Skill gap analysis</h3>
      <JobForm
        type="skill-gap-analysis"
        titleId="title"
        fields={fields}
        onGenerate={onGenerate}
        status="the latest job"
      />
    </>,
  );

const generate = () => screen.getByRole('button', { name: /^Generate/ });
const role = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Target role' });
const skills = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Current skills' });
const fillIn = () => fireEvent.click(screen.getByRole('button', { name: 'Use sample' }));

describe('a job form', () => {
  it('can be found by its job type', () => {
    const { container } = draw(async () => null);
    expect(container.querySelector('form[data-job-type="skill-gap-analysis"]')).toBeTruthy();
  });

  it('does not send what cannot be right, says why, and takes the reader there', async () => {
    const send = vi.fn(async () => null);
    draw(send);
    fireEvent.click(generate());
    expect(send).not.toHaveBeenCalled();
    await waitFor(() => expect(document.activeElement).toBe(role()));
    expect(role().getAttribute('aria-invalid')).toBe('true');
    const said = document.getElementById(role().getAttribute('aria-describedby') ?? '');
    expect(said?.textContent).toContain('Fill this in.');
  });

  it('takes an error away as soon as it is mended', () => {
    draw(async () => null);
    fireEvent.click(generate());
    fireEvent.change(role(), { target: { value: 'Nurse' } });
    expect(role().getAttribute('aria-invalid')).toBeNull();
  });

  it('fills in the samples of the contract and sends them as an input', async () => {
    const send = vi.fn(async () => null);
    draw(send);
    fillIn();
    await act(async () => fireEvent.click(generate()));
    expect(send).toHaveBeenCalledExactlyOnceWith({
      targetRole: 'Site reliability engineer',
      industry: 'Software',
      currentSkills: ['Linux', 'Python', 'PostgreSQL'],
    });
  });

  it('offers no sample over what somebody has typed', () => {
    draw(async () => null);
    fireEvent.change(role(), { target: { value: 'N' } });
    expect(screen.queryByRole('button', { name: 'Use sample' })).toBeNull();
  });

  it('puts the server’s complaint about one list item at the list, and keeps what was typed', async () => {
    draw(async () => ({
      message: 'The job was not started.',
      errors: [{ path: 'currentSkills.2', code: 'too_big', message: 'This skill is too long.' }],
    }));
    fillIn();
    await act(async () => fireEvent.click(generate()));
    expect(skills().getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('This skill is too long.')).toBeTruthy();
    expect(role().value).toBe('Site reliability engineer');
  });

  it('says aloud what is about no field, in the place of the latest job', async () => {
    draw(async () => ({ message: 'You are offline. Nothing was started.', errors: [] }));
    fillIn();
    await act(async () => fireEvent.click(generate()));
    expect(screen.getByRole('alert').textContent).toBe('You are offline. Nothing was started.');
    expect(screen.queryByText('the latest job')).toBeNull();
  });

  it('never swallows a complaint about a field it does not have', async () => {
    draw(async () => ({
      message: 'The job was not started. The input is not valid.',
      errors: [{ path: 'options.priority', code: 'invalid', message: 'No such priority.' }],
    }));
    fillIn();
    await act(async () => fireEvent.click(generate()));
    expect(screen.getByRole('alert').textContent).toContain('The input is not valid.');
  });

  it('sends once however often it is pressed while the answer is on its way, and keeps its label', async () => {
    let answer = (_refusal: Refusal | null): void => {};
    const send = vi.fn(
      () =>
        new Promise<Refusal | null>((resolve) => {
          answer = resolve;
        }),
    );
    draw(send);
    fillIn();
    fireEvent.click(generate());
    fireEvent.click(generate());
    const form = generate().closest('form');
    if (form) fireEvent.submit(form);
    expect(send).toHaveBeenCalledOnce();
    expect(generate().getAttribute('aria-disabled')).toBe('true');
    await act(async () => answer(null));
    expect(generate().getAttribute('aria-disabled')).toBeNull();
    await act(async () => fireEvent.click(generate()));
    expect(send).toHaveBeenCalledTimes(2);
  });
});

describe('a list of words', () => {
  const add = (text: string) => {
    fireEvent.change(skills(), { target: { value: text } });
    fireEvent.keyDown(skills(), { key: 'Enter' });
  };
  const chips = () => [...document.querySelectorAll('.chip')].map((chip) => chip.textContent);

  it('adds a word by Enter without sending the form, and no word twice', () => {
    const send = vi.fn(async () => null);
    draw(send);
    add('SQL');
    add('sql');
    add('  ');
    expect(chips()).toEqual(['SQL']);
    expect(send).not.toHaveBeenCalled();
  });

  it('splits a pasted list', () => {
    draw(async () => null);
    fireEvent.paste(skills(), { clipboardData: { getData: () => 'Linux, Python\nGo;Linux' } });
    expect(chips()).toEqual(['Linux', 'Python', 'Go']);
  });

  it('keeps a word that was typed when the field is left', () => {
    draw(async () => null);
    fireEvent.change(skills(), { target: { value: 'Rust' } });
    fireEvent.blur(skills());
    expect(chips()).toEqual(['Rust']);
  });

  it('takes the last word away by Backspace in the empty field, and any by its button', () => {
    draw(async () => null);
    add('a1');
    add('b2');
    add('c3');
    fireEvent.keyDown(skills(), { key: 'Backspace' });
    fireEvent.click(screen.getByRole('button', { name: 'Remove a1' }));
    expect(chips()).toEqual(['b2']);
    expect(document.activeElement).toBe(skills());
  });

  it('leaves the Enter of an input method alone', () => {
    draw(async () => null);
    fireEvent.change(skills(), { target: { value: 'かん' } });
    fireEvent.keyDown(skills(), { key: 'Enter', isComposing: true });
    expect(chips()).toEqual([]);
  });
});
