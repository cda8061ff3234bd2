/** The logo of the portal, for dark backgrounds such as the sidebar. */
export function Logo(props: { withName: boolean }) {
  return (
    <svg
      aria-hidden="true"
      fill="none"
      height={28}
      viewBox={props.withName ? '0 0 84 28' : '0 0 28 28'}
      xmlns="http://www.w3.org/2000/svg"
    >
      <path
        d="M4 13h12a6 6 0 0 1 6 6v1M4 9v8M13 13V6M9 5h8"
        stroke="#ffffff"
        strokeLinecap="round"
        strokeWidth="3"
      />
      <path
        d="M22 22c1.6 2 2 2.6 2 3.4a2 2 0 0 1-4 0c0-.8.4-1.4 2-3.4z"
        fill="#4ea1ff"
      />
      {props.withName && (
        <text
          fill="#ffffff"
          fontFamily="sans-serif"
          fontSize="20"
          fontWeight="bold"
          x="34"
          y="21"
        >
          TAP
        </text>
      )}
    </svg>
  );
}
