// How the editors look: everything from the page's own colours, so that light and dark need no code.

import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { forcedColors } from './forced_colors';

const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--panel)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--mono)',
    fontSize: '0.8125rem',
    lineHeight: '1.6',
    overscrollBehavior: 'contain',
  },
  '.cm-content': { padding: '0.5rem 0', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0 1rem 0 0.5rem' },
  '.cm-gutters': {
    backgroundColor: 'var(--panel)',
    color: 'var(--ink-faint)',
    border: 'none',
    paddingLeft: '0.25rem',
  },
  '.cm-activeLine': { backgroundColor: 'var(--line-active)' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--line-active)', color: 'var(--ink-soft)' },
  '.cm-cursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '2px' },
  '& .cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground':
    { backgroundColor: 'var(--selection)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--selection)',
    outline: '1px solid var(--ink-faint)',
  },
  '.cm-selectionMatch': { backgroundColor: 'var(--selection)' },
  '.cm-searchMatch': { backgroundColor: 'var(--match)' },
  '.cm-searchMatch.cm-searchMatch-selected': { outline: '2px solid var(--accent)' },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--ground)',
    border: '1px solid var(--edge)',
    color: 'var(--ink-soft)',
    padding: '0 0.4em',
  },
  '.cm-changed': { backgroundColor: 'var(--changed)', boxShadow: 'inset 2px 0 var(--accent)' },
});

const panels = EditorView.theme({
  '.cm-panels': { backgroundColor: 'var(--ground)', color: 'var(--ink)', zIndex: '2' },
  '.cm-panels.cm-panels-bottom': { borderTop: '1px solid var(--edge)' },
  '.cm-panel.cm-search': { padding: '0.5rem 0.75rem', fontFamily: 'var(--sans)' },
  '.cm-panel.cm-search label': { fontSize: '0.8125rem' },
  '.cm-panel.cm-search [name=close]': { color: 'var(--ink-soft)', fontSize: '1.25rem' },
  '.cm-textfield': {
    backgroundColor: 'var(--panel)',
    color: 'var(--ink)',
    border: '1px solid var(--control)',
    borderRadius: '4px',
    fontSize: '0.8125rem',
  },
  // Smaller text makes phones zoom in on focus.
  '@media (max-width: 799.98px)': {
    '.cm-textfield, .cm-scroller:has(> .cm-content[contenteditable=true])': { fontSize: '16px' },
  },
  '.cm-button': {
    backgroundColor: 'var(--panel)',
    backgroundImage: 'none',
    color: 'var(--accent)',
    border: '1px solid var(--accent)',
    borderRadius: '6px',
    font: '500 0.8125rem/1.45 var(--sans)',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--panel)',
    color: 'var(--ink)',
    border: '1px solid var(--edge)',
    borderRadius: '6px',
    boxShadow: 'var(--shadow)',
    maxWidth: 'min(36rem, 90vw)',
  },
});

const keys = EditorView.theme({
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', fontSize: '0.8125rem', maxHeight: '14rem' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '0.125rem 0.5rem' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--selection)',
    color: 'var(--ink)',
  },
  '.cm-completionDetail': { color: 'var(--ink-soft)', fontFamily: 'var(--sans)', fontStyle: 'normal' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700', color: 'var(--accent)' },
  '.cm-tooltip.cm-completionInfo': { padding: '0.25rem 0.625rem', maxWidth: '24rem' },
  '.cm-key': { padding: '0.25rem 0.625rem', font: '0.8125rem/1.45 var(--sans)' },
  '.cm-completionInfo .cm-key': { padding: '0' },
  '.cm-key p': { margin: '0.25rem 0' },
  '.cm-key a': { color: 'var(--accent)' },
  '.cm-key-title': { fontWeight: '600' },
  '.cm-key-title span': { color: 'var(--ink-soft)', fontWeight: '400' },
  '.cm-key code': { padding: '0 0.2em', borderRadius: '4px', backgroundColor: 'var(--ground)' },
  '.cm-key pre, .cm-completionInfo > pre': { margin: '0.25rem 0', font: '0.8125rem/1.45 var(--mono)' },
});

const findings = EditorView.theme({
  '.cm-lintRange-error, .cm-lintRange-warning, .cm-lintRange-info': {
    backgroundImage: 'none',
    textDecorationLine: 'underline',
    textDecorationStyle: 'wavy',
    textDecorationSkipInk: 'none',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-error': { textDecorationColor: 'var(--error)', backgroundColor: 'var(--error-tint)' },
  '.cm-lintRange-warning': { textDecorationColor: 'var(--warning)' },
  '.cm-lintRange-info': { textDecorationColor: 'var(--note)' },
  '.cm-diagnostic': { padding: '0.4rem 0.75rem', font: '0.8125rem/1.5 var(--sans)', whiteSpace: 'pre-line' },
  '.cm-diagnosticText': { display: 'block' },
  '.cm-diagnostic code': { padding: '0.0625rem 0.25rem', borderRadius: '4px', backgroundColor: 'var(--ground)' },
  '.cm-diagnosticAction': {
    margin: '0.25rem 0.375rem 0 0',
    padding: '0.125rem 0.5rem',
    border: '1px solid var(--accent)',
    borderRadius: '6px',
    backgroundColor: 'var(--panel)',
    color: 'var(--accent)',
    font: '500 0.8125rem/1.45 var(--sans)',
  },
  '.cm-diagnostic-error': { borderLeft: '4px solid var(--error)' },
  '.cm-diagnostic-warning': { borderLeft: '4px solid var(--warning)' },
  '.cm-diagnostic-info': { borderLeft: '4px solid var(--note)' },
  // Drawn by colour: the package's own are images in data URLs, which the page's policy refuses.
  '.cm-lint-marker': { content: 'normal', width: '0.55em', height: '0.55em', margin: '0.4em 0.2em' },
  '.cm-lint-marker-error': { content: 'normal', borderRadius: '50%', backgroundColor: 'var(--error)' },
  '.cm-lint-marker-warning': {
    content: 'normal',
    clipPath: 'polygon(50% 0, 100% 100%, 0 100%)',
    backgroundColor: 'var(--warning)',
  },
  '.cm-lint-marker-info': { content: 'normal', backgroundColor: 'var(--note)' },
  '.cm-lintPoint-error::after': { borderBottomColor: 'var(--error)' },
  '.cm-lintPoint-warning::after': { borderBottomColor: 'var(--warning)' },
});

const syntax = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: 'var(--syntax-key)' },
  { tag: tags.string, color: 'var(--syntax-string)' },
  { tag: tags.content, color: 'var(--syntax-plain)' },
  { tag: tags.comment, color: 'var(--syntax-comment)', fontStyle: 'italic' },
  { tag: [tags.meta, tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: 'var(--ink-soft)' },
  { tag: [tags.typeName, tags.labelName, tags.attributeValue, tags.keyword], color: 'var(--syntax-tag)' },
]);

/** The look of both editors. */
export const theme: Extension = [forcedColors, look, panels, keys, findings, syntaxHighlighting(syntax)];
