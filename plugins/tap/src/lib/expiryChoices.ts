/** Choices of a new expiry, counted from now. */
export const EXPIRY_CHOICES = [
  { id: '1d', label: '1 day from now' },
  { id: '3d', label: '3 days from now' },
  { id: '7d', label: '7 days from now' },
  { id: '14d', label: '14 days from now' },
  { id: '30d', label: '30 days from now' },
];
