package dev.strongroom.identity;

import com.nimbusds.jose.jwk.JWKSet;
import dev.strongroom.identity.ForeignIdentity.Key;
import dev.strongroom.identity.ForeignIdentity.Sort;
import dev.strongroom.kernel.Assurance;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.PrincipalId;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Lets people sign in at trusted issuers: the authorization code flow of OpenID Connect with PKCE,
/// state and nonce. What comes back counts only for the issuer that it was asked of, and only for
/// the user whom that issuer's subject was linked to.
public final class ForeignSignIns {
  /// How old a sign-in at the issuer may be.
  static final Duration MAX_AGE = Duration.ofHours(12);

  private static final int FAILED_TOKEN = 50008;
  private static final int UNKNOWN_USER = 50020;
  private static final int UNKNOWN_ISSUER = 50107;
  private static final Pattern METHOD = Pattern.compile("[a-z0-9]{1,16}");
  private static final int MAX_METHODS = 10;

  private final OidcDocuments documents;
  private final IssuerKeys keys;
  private final List<ForeignClient> clients;

  public ForeignSignIns(OidcDocuments documents, IssuerKeys keys, List<ForeignClient> clients) {
    this.documents = documents;
    this.keys = keys;
    this.clients = List.copyOf(clients);
  }

  /// What is remembered of somebody who was sent away.
  ///
  /// @param back where the issuer sends the browser
  /// @param fresh whether the issuer must ask again, whoever is signed in there
  public record Away(String issuer, String nonce, String verifier, String back, boolean fresh) {}

  /// What the browser brought back.
  ///
  /// @param issuer `iss` (RFC 9207)
  public record Returned(String code, Optional<String> issuer) {}

  /// @param at when the person showed something there
  public record Proven(PrincipalId user, Set<String> methods, Instant at) {}

  public List<ForeignClient> clients() {
    return clients;
  }

  private ForeignClient client(String issuer) {
    return clients.stream()
        .filter(one -> one.issuer().url().equals(issuer))
        .findFirst()
        .orElseThrow(() ->
            failed(UNKNOWN_ISSUER, "Nobody signs in with '" + EntraErrors.shown(issuer) + "'."));
  }

  /// Where the browser goes.
  public String address(Away away, String state) {
    ForeignClient client = client(away.issuer());
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", client.id());
    query.put("redirect_uri", away.back());
    query.put("scope", client.scope());
    query.put("state", state);
    query.put("nonce", away.nonce());
    query.put("code_challenge", challenge(away.verifier()));
    query.put("code_challenge_method", "S256");
    query.put("max_age", Long.toString(MAX_AGE.toSeconds()));
    if (away.fresh()) {
      query.put("prompt", "login");
    }
    try {
      return documents.endpoints(away.issuer()).authorize() + "?" + written(query);
    } catch (IOException | ParseException unusable) {
      throw EntraErrors.issuerUnreachable(away.issuer());
    }
  }

  /// Exchanges the code, and finds the user whom the issuer means. Asks the issuer, so it must not
  /// run in a writer's turn.
  public Proven redeem(Directory directory, Away away, Returned returned, Instant now) {
    ForeignClient client = client(away.issuer());
    Jwt token = token(client, away, returned);
    check(client, away, token, now);
    ForeignClaims claims =
        ForeignClaims.read(client.issuer(), token).orElseThrow(ForeignSignIns::invalid);
    Principal user =
        directory
            .foreign(new Key(away.issuer(), Sort.SUBJECT, claims.subject()))
            .flatMap(directory::principal)
            .filter(one -> one instanceof Principal.User && one.enabled())
            .filter(one -> one.tenant().equals(client.issuer().tenant()))
            .orElseThrow(() -> unknown(client));
    Instant at =
        claims.assurance().at().filter(time -> !time.isAfter(now)).orElse(now.minus(MAX_AGE));
    return new Proven(user.id(), methods(claims), at);
  }

  private static Set<String> methods(ForeignClaims claims) {
    Set<String> methods =
        claims.assurance().methods().stream()
            .filter(method -> METHOD.matcher(method).matches())
            .filter(method -> !method.equals(Assurance.SEALED)) // only we know an envelope
            .limit(MAX_METHODS)
            .collect(Collectors.toCollection(TreeSet::new));
    methods.add(Assurance.FEDERATED); // whatever the issuer says beside it
    return methods;
  }

  private Jwt token(ForeignClient client, Away away, Returned returned) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", returned.code());
    form.put("redirect_uri", away.back());
    form.put("code_verifier", away.verifier());
    try {
      OidcDocuments.Endpoints endpoints = documents.endpoints(away.issuer());
      boolean right = returned.issuer().map(away.issuer()::equals).orElse(!endpoints.namesItself());
      if (!right) {
        throw failed(FAILED_TOKEN, "The answer is another issuer's than the one that was asked.");
      }
      return documents
          .idToken(client, endpoints, written(form))
          .flatMap(Jwt::parse)
          .orElseThrow(ForeignSignIns::invalid);
    } catch (IOException | ParseException unusable) {
      throw EntraErrors.issuerUnreachable(away.issuer());
    }
  }

  private void check(ForeignClient client, Away away, Jwt token, Instant now) {
    String azp = token.text("azp").orElse(client.id());
    boolean meant =
        token.issuer().filter(away.issuer()::equals).isPresent()
            && token.audience().contains(client.id())
            && azp.equals(client.id())
            && token.text("nonce").filter(away.nonce()::equals).isPresent();
    boolean timely =
        token.expires().filter(end -> now.isBefore(end.plus(TokenTimes.FOREIGN_SKEW))).isPresent()
            && !now.isBefore(token.notBefore().minus(TokenTimes.FOREIGN_SKEW));
    boolean recent =
        token
            .time("auth_time")
            .map(at -> now.isBefore(at.plus(MAX_AGE).plus(TokenTimes.FOREIGN_SKEW)))
            .orElse(true);
    if (!meant || !timely || !recent || !signed(client, token, now)) {
      throw invalid();
    }
  }

  private boolean signed(ForeignClient client, Jwt token, Instant now) {
    String issuer = client.issuer().url();
    if (!client.issuer().accepted().algorithms().contains(token.header().getAlgorithm())) {
      return false;
    }
    JWKSet known = keys.keys(issuer, now).orElseThrow(() -> EntraErrors.issuerUnreachable(issuer));
    JWKSet right =
        IssuerSignatures.knows(known, token)
            ? known
            : keys.newer(issuer, now).orElseThrow(() -> EntraErrors.issuerUnreachable(issuer));
    return IssuerSignatures.holds(right, token);
  }

  private static String challenge(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String written(Map<String, String> form) {
    return form.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static Refused unknown(ForeignClient client) {
    return failed(
        UNKNOWN_USER,
        "Your account from identity provider '"
            + client.issuer().name()
            + "' is not known in this tenant, or is disabled here. Ask your administrator.");
  }

  private static Refused invalid() {
    return failed(FAILED_TOKEN, "The identity provider's answer does not hold. Sign in again.");
  }

  private static Refused failed(int number, String message) {
    return new Problem.SignInFailed("access_denied", number, message).asException();
  }
}
