// Files that a page makes for whoever presses a button.

/**
 * What stands before a formula, wherever a spreadsheet may split: its user can choose the separator (OWASP, "CSV
 * Injection"). A dash between blanks is a dash.
 */
const BEFORE_FORMULA = /[,;|\t\r\n](?=[\s"']*[=+@＝＋＠－-])| (?=["']*(?:[=+@＝＋＠]|[－-](?! )))/g;

/**
 * A table (RFC 4180). No cell of it is a formula to a spreadsheet.
 *
 * @param {string[][]} rows the first has the names of the columns
 */
export function table(rows) {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value) {
  // A cell begins behind a separator.
  const safe = `,${value ?? ''}`.replace(BEFORE_FORMULA, "$&'").slice(1);
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Hands the browser a file to keep. The mark at its beginning tells spreadsheets that it is UTF-8. */
export function download(name, csv) {
  const address = URL.createObjectURL(new Blob(['\uFEFF', csv], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
