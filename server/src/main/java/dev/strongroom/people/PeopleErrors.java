package dev.strongroom.people;

import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.identity.EntraErrors;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.AppId;

/// Refusals to people and to what they sign in with, in Entra's words and numbers.
public final class PeopleErrors {
  private static final String INVALID_GRANT = "invalid_grant";

  private PeopleErrors() {}

  static Refused wrongPassword() {
    return failed(
        INVALID_GRANT, 50126, "Error validating credentials due to invalid username or password.");
  }

  static Refused wrongCode() {
    return failed(
        INVALID_GRANT, 500121, "Authentication failed during strong authentication request.");
  }

  static Refused secondFactorNeeded() {
    return failed(
        INVALID_GRANT,
        50076,
        "Due to a configuration change made by your administrator, or because you moved to a new"
            + " location, you must use multi-factor authentication to access this resource.");
  }

  static Refused enrolmentNeeded() {
    return failed(
        INVALID_GRANT,
        50079,
        "Due to a configuration change made by your administrator, or because you moved to a new"
            + " location, you must enroll in multi-factor authentication to access this resource. Ask"
            + " your administrator for a one-time link.");
  }

  static Refused newPasswordNeeded() {
    return failed(INVALID_GRANT, 50055, "The password is expired. Choose a new one.");
  }

  static Refused weakPassword(String why) {
    return failed("invalid_request", 50142, why);
  }

  static Refused linkUsed() {
    return failed(
        INVALID_GRANT,
        130503,
        "The one-time code is not known, has been used, or has expired. Ask your administrator for"
            + " another.");
  }

  static Refused notSignedIn() {
    return failed(
        "login_required", 50058, "A silent sign-in request was sent but no user is signed in.");
  }

  static Refused notFresh() {
    return failed(
        "interaction_required",
        50078,
        "Presented multi-factor authentication has expired due to policies configured by your"
            + " administrator, you must refresh your multi-factor authentication.");
  }

  static Refused contextNotMet(String context) {
    return failed(
        "interaction_required",
        53004,
        "The sign-in does not meet the authentication context '"
            + EntraErrors.shown(context)
            + "'. It may ask for a second factor, for a network, or for a fresh sign-in.");
  }

  static Refused codeInvalid() {
    return failed(
        INVALID_GRANT,
        70008,
        "The provided authorization code or refresh token has expired due to inactivity. Send a new"
            + " interactive authorization request for this user and resource.");
  }

  static Problem codeReplayed() {
    return new Problem.SignInFailed(
        INVALID_GRANT,
        54005,
        "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use"
            + " an existing refresh token. What it gave has been revoked.");
  }

  static Refused verifierWrong() {
    return failed(
        INVALID_GRANT,
        501481,
        "The Code_Verifier does not match the code_challenge supplied in the authorization"
            + " request.");
  }

  static Refused redirectDiffers() {
    return failed(
        INVALID_GRANT,
        500112,
        "The reply address does not match the reply address provided when requesting the"
            + " authorization code.");
  }

  static Problem refreshReplayed() {
    return new Problem.SignInFailed(
        INVALID_GRANT,
        50173,
        "The provided grant has expired due to it being revoked: a refresh token was used twice. A"
            + " fresh auth token is needed; sign in again.");
  }

  static Refused revoked() {
    return failed(
        INVALID_GRANT,
        50173,
        "The provided grant has expired due to it being revoked, a fresh auth token is needed. Sign"
            + " in again.");
  }

  static Refused refreshExpired() {
    return failed(
        INVALID_GRANT, 700082, "The refresh token has expired due to inactivity. Sign in again.");
  }

  static Refused userDisabled() {
    return failed(INVALID_GRANT, 50057, "The user account is disabled.");
  }

  static Refused pending() {
    return failed(
        "authorization_pending",
        70016,
        "OAuth 2.0 device flow error. Authorization is pending. Continue polling.");
  }

  static Refused tooFast() {
    return failed(
        "slow_down", 1003033, "The device polls too often. Wait five seconds longer each time.");
  }

  static Refused declined() {
    return failed(
        "authorization_declined", 70000, "The end user denied the authorization request.");
  }

  static Refused deviceExpired() {
    return failed(
        "expired_token",
        70020,
        "The provided value for the input parameter 'device_code' is not valid. Device codes"
            + " supported for 15 minutes.");
  }

  static Refused badUserCode() {
    return failed(
        INVALID_GRANT,
        70018,
        "Invalid verification code. Check it on your device and type it again.");
  }

  static Refused notPublic(String client) {
    return failed(
        "unauthorized_client",
        700016,
        "Application with identifier '"
            + EntraErrors.shown(client)
            + "' was not found in the directory, or may not sign in people.");
  }

  static Refused redirectUnknown(String redirect, Client client) {
    if (!client.isFirstParty() && client.replies().isEmpty()) {
      return failed(
          "invalid_request",
          500113,
          "No reply address is registered for the application '" + client.id() + "'.");
    }
    return failed(
        "invalid_request",
        50011,
        "The redirect URI '"
            + EntraErrors.shown(redirect)
            + "' specified in the request does not match the redirect URIs configured for the"
            + " application '"
            + client.id()
            + "'.");
  }

  static Refused consentMissing(Client client, String resource) {
    return failed(
        "consent_required",
        65001,
        "The application '"
            + client.title()
            + "' ("
            + client.id()
            + ") has no permission for the resource '"
            + EntraErrors.shown(resource)
            + "'. An administrator gives it one (requiredResourceAccess).");
  }

  static Refused otherTenant(Client client) {
    return failed(
        "access_denied",
        50020,
        "The user does not exist in the tenant of the application '" + client.id() + "'.");
  }

  static Refused proofMissing() {
    return failed(
        "invalid_client",
        7000218,
        "The request body must contain the following parameter: 'client_assertion' or"
            + " 'client_secret'.");
  }

  static Refused publicWithSecret(AppId client) {
    return failed(
        "invalid_client",
        700025,
        "Client '"
            + client
            + "' is public at this redirect URI, so neither 'client_assertion' nor 'client_secret'"
            + " should be presented.");
  }

  static Refused onlyFromItsPage() {
    return failed(
        "invalid_request",
        9002327,
        "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via"
            + " cross-origin requests.");
  }

  static Refused notFromAPage() {
    return failed(
        "invalid_request",
        9002326,
        "Cross-origin token redemption is permitted only for the 'Single-Page Application'"
            + " client-type.");
  }

  static Refused manyResources() {
    return failed(
        "invalid_scope",
        28000,
        "Provided value for the input parameter scope is not valid because it"
            + " contains more than one resource.");
  }

  static Refused lessRight() {
    return new Problem.NotPermitted(
            "Authorization_RequestDenied",
            "Insufficient privileges to complete the operation: whoever can change how somebody"
                + " signs in can be them, so it takes the right to give every role at the root"
                + " scope (/), without a condition.")
        .asException();
  }

  static Refused ownLastFactor() {
    return DirectoryActions.invalid(
        "This is your own last second factor. Remove it in your account, with a fresh sign-in.");
  }

  static Refused notForEmergencies(Object id) {
    return DirectoryActions.invalid(
        "'" + id + "' is not among the accounts for emergencies (`audit.break-glass`).");
  }

  static Refused lastFactor() {
    return DirectoryActions.invalid(
        "This is the last second factor, and nobody signs in without one here. Add another first.");
  }

  static Refused tooMany(String what) {
    return DirectoryActions.invalid("There are too many " + what + "; remove one first.");
  }

  private static Refused failed(String error, int number, String message) {
    return new Problem.SignInFailed(error, number, message).asException();
  }
}
