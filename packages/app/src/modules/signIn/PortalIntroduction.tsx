import Typography from '@material-ui/core/Typography';
import { Helmet } from 'react-helmet';

/** What the portal is, on the sign-in page. The header of that page has its short name. */
export function PortalIntroduction() {
  return (
    <>
      {/* The header repeats its title as the name of the app. */}
      <Helmet title="Sign in | TAP" titleTemplate="%s" />
      <Typography component="h2" variant="h4">
        TapStack Portal
      </Typography>
      <Typography>
        Request, change and tear down PostgreSQL environments on AWS.
      </Typography>
    </>
  );
}
