/** Addresses of the pages of entries. */

/** `/events/vmsmp/26` for `vmsmp/26`. Keys are made of lower-case letters, digits and hyphens only. */
export function entryHref(key: string): string {
  return `/events/${key.split('/').map(encodeURIComponent).join('/')}`;
}

/** A link that asks: `/?text=VMSMP+26`. For short texts of our own only; what users paste never stands in an address. */
export function askHref(text: string): string {
  return `/?${new URLSearchParams({ text }).toString()}`;
}
