import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { Logo } from './Logo';

const useStyles = makeStyles({
  root: {
    alignItems: 'center',
    display: 'flex',
    height: 2 * sidebarConfig.logoHeight,
    paddingLeft: (sidebarConfig.drawerWidthClosed - 28) / 2,
  },
});

/** The logo, with a link to the home page. */
export function SidebarLogo() {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  return (
    <div className={classes.root}>
      <Link aria-label="TAP home" to="/environments" underline="none">
        <Logo withName={isOpen} />
      </Link>
    </div>
  );
}
