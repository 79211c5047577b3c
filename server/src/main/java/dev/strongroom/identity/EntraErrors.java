package dev.strongroom.identity;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import java.time.Instant;

/// Sign-in refusals in Entra's words and numbers; clients and people look them up by number.
public final class EntraErrors {
  private static final int MAX_SHOWN = 128;
  private static final String FEDERATION_HELP =
      " Check your federated identity credential Subject, Audience and Issuer against the presented"
          + " assertion.";

  private EntraErrors() {}

  public static Refused tenantNotFound(String tenant) {
    return failed(
        "invalid_request",
        90002,
        "Tenant '"
            + shown(tenant)
            + "' not found. Check to make sure you have the correct tenant ID and are signing into"
            + " the correct cloud.");
  }

  public static Refused missing(String parameter) {
    return failed(
        "invalid_request",
        900144,
        "The request body must contain the following parameter: '" + parameter + "'.");
  }

  public static Refused unsupportedGrant(String grant) {
    return failed(
        "unsupported_grant_type",
        70003,
        "The app requested an unsupported grant type '" + shown(grant) + "'.");
  }

  static Refused applicationNotFound(String client, String tenant) {
    return failed(
        "unauthorized_client",
        700016,
        "Application with identifier '"
            + shown(client)
            + "' was not found in the directory '"
            + shown(tenant)
            + "'. This can happen if the application has not been installed by the administrator of"
            + " the tenant. You may have sent your authentication request to the wrong tenant.");
  }

  static Refused disabled(Principal principal) {
    return failed(
        "unauthorized_client",
        7000112,
        "Application '"
            + principal.clientId().map(Object::toString).orElse("")
            + "'("
            + principal.displayName()
            + ") is disabled.");
  }

  static Refused proofMissing() {
    return failed(
        "invalid_client",
        7000216,
        "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials'"
            + " grant type.");
  }

  static Refused wrongSecret(String client) {
    return failed(
        "invalid_client",
        7000215,
        "Invalid client secret provided. Ensure the secret being sent in the request is the client"
            + " secret value, not the client secret ID, for a secret added to app '"
            + shown(client)
            + "'.");
  }

  static Refused expiredSecret(String client) {
    return failed(
        "invalid_client",
        7000222,
        "The provided client secret keys for app '"
            + shown(client)
            + "' are expired. Create new keys for your app, or consider using certificate"
            + " credentials for added security.");
  }

  static Refused invalidScope(String scope) {
    return failed(
        "invalid_scope",
        70011,
        "The provided request must include a 'scope' input parameter. The provided value for the"
            + " input parameter 'scope' is not valid. The scope "
            + shown(scope)
            + " is not valid.");
  }

  static Refused scopeWithoutDefault(String scope) {
    return failed(
        "invalid_scope",
        1002012,
        "The provided value for scope "
            + shown(scope)
            + " is not valid. Client credential flows must have a scope value with /.default"
            + " suffixed to the resource identifier (application ID URI).");
  }

  public static Refused unknownResource(String resource, String tenant) {
    return failed(
        "invalid_resource",
        500011,
        "The resource principal named "
            + shown(resource)
            + " was not found in the tenant named "
            + tenant
            + ". This can happen if the application has not been installed by the administrator of"
            + " the tenant or consented to by any user in the tenant. You might have sent your"
            + " authentication request to the wrong tenant.");
  }

  static Refused unreadableAssertion() {
    return failed(
        "invalid_client", 50027, "JWT token is invalid or malformed: the client assertion.");
  }

  static Refused unknownCertificate(String thumbprint, String client) {
    return failed(
        "invalid_client",
        700027,
        "The certificate with identifier used to sign the client assertion is not registered on"
            + " application. [Reason - The key was not found., Thumbprint of key used by client: '"
            + shown(thumbprint)
            + "', Please register it on application '"
            + shown(client)
            + "'.]");
  }

  static Refused badCertificateAssertion(String reason) {
    return failed(
        "invalid_client",
        700027,
        "Client assertion failed signature validation. [Reason - " + reason + "]");
  }

  static Refused assertionOutOfTime(Instant now, String expires) {
    return failed(
        "invalid_client",
        700024,
        "Client assertion is not within its valid time range. Current time: "
            + now
            + ", expiry time of assertion "
            + expires
            + ". Check the clock of the machine that signed it.");
  }

  static Refused assertionSubject() {
    return failed(
        "invalid_client",
        700021,
        "Client assertion application identifier doesn't match 'client_id' parameter.");
  }

  static Refused assertionAudience() {
    return failed(
        "invalid_client", 700023, "Client assertion audience claim does not match Realm issuer.");
  }

  static Refused noFederation(int number, String claim, String value) {
    return failed(
        "invalid_client",
        number,
        "No matching federated identity record found for presented assertion "
            + claim
            + " '"
            + shown(value)
            + "'."
            + FEDERATION_HELP);
  }

  static Refused issuerUnreachable(String issuer) {
    return failed(
        "invalid_client",
        50166,
        "The request to the OpenID Connect endpoint of issuer '"
            + shown(issuer)
            + "' failed: its keys could not be read over verified TLS.");
  }

  static Refused badForeignSignature() {
    return failed(
        "invalid_client",
        50013,
        "Assertion failed signature validation. [Reason - The key was not found or the signature is"
            + " wrong.]");
  }

  /// Text of a stranger, shortened and without control characters.
  public static String shown(String text) {
    String clean = text.replaceAll("\\p{C}", "?");
    return clean.length() <= MAX_SHOWN ? clean : clean.substring(0, MAX_SHOWN) + "…";
  }

  private static Refused failed(String error, int number, String message) {
    return new Problem.SignInFailed(error, number, message).asException();
  }
}
