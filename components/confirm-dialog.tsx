'use client';

import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button } from './ui/button';

interface DialogLayerProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** The browser's own modal: keeps the focus inside, closes on Escape, gives the focus back. */
export function DialogLayer({ title, onClose, children }: DialogLayerProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="sheetdialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={({ target, currentTarget }) => target === currentTarget && onClose()}
    >
      <div className="sheetdialog-in">
        <h2 id={titleId}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}

interface ConfirmDialogProps {
  title: string;
  /** What happens, and whether it can be undone. */
  text: string;
  confirmLabel: string;
  cancelLabel: string;
  danger?: boolean;
  waiting?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks once before something that cannot be undone. The safe answer has the focus. */
export function ConfirmDialog({
  title,
  text,
  confirmLabel,
  cancelLabel,
  danger = false,
  waiting = false,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  return (
    <DialogLayer title={title} onClose={onClose}>
      <p className="note">{text}</p>
      <div className="cluster">
        <Button variant="outline" onClick={onClose}>
          {cancelLabel}
        </Button>
        <Button variant={danger ? 'danger' : 'filled'} waiting={waiting} onClick={onConfirm}>
          {confirmLabel}
        </Button>
      </div>
    </DialogLayer>
  );
}
