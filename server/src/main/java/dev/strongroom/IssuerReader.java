package dev.strongroom;

import com.nimbusds.jose.JWSAlgorithm;
import dev.strongroom.Config.Issuer;
import dev.strongroom.identity.TrustedIssuer;
import dev.strongroom.identity.TrustedIssuer.Accepted;
import dev.strongroom.identity.TrustedIssuer.Claims;
import dev.strongroom.identity.TrustedIssuer.Ids;
import dev.strongroom.model.AppId;
import dev.strongroom.model.Cloud;
import dev.strongroom.model.TenantId;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads `issuers:` of the configuration file: whose tokens are believed beside our own.
final class IssuerReader {
  private static final Set<String> ALGORITHMS =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");
  private static final List<String> DEFAULT_ALGORITHMS = List.of("RS256", "PS256", "ES256");

  private final TenantId tenant;
  private final List<Cloud> clouds;
  private final List<String> mistakes;

  IssuerReader(TenantId tenant, List<Cloud> clouds, List<String> mistakes) {
    this.tenant = tenant;
    this.clouds = clouds;
    this.mistakes = mistakes;
  }

  List<Issuer> read(List<YamlNode> nodes) {
    List<Issuer> issuers = new ArrayList<>();
    Set<String> urls = new HashSet<>();
    boolean given = false;
    for (YamlNode node : nodes) {
      Issuer issuer = issuer(node);
      TrustedIssuer trusted = issuer.trusted();
      if (!urls.add(trusted.url())) {
        mistakes.add(node.at("url") + ": named twice: " + trusted.url());
      }
      boolean gives =
          trusted.claims().ids() == Ids.GIVEN || trusted.claims().groupIds() == Ids.GIVEN;
      if (gives && given) {
        mistakes.add(
            node.at("claims")
                + ": only one issuer may give object ids; let the others' be derived");
      }
      given |= gives;
      issuers.add(issuer);
    }
    return issuers;
  }

  private Issuer issuer(YamlNode node) {
    String url = url(node);
    Accepted accepted = accepted(node.child("tokens"));
    TrustedIssuer trusted =
        new TrustedIssuer(
            url, node.text("name").orElse(url), tenant, accepted, claims(node.child("claims")));
    return new Issuer(
        trusted,
        node.path("keys-file"),
        node.path("authority-file"),
        Set.copyOf(node.texts("hosts")),
        provisionedBy(node),
        client(node.child("sign-in")));
  }

  private static Optional<Config.Client> client(YamlNode node) {
    Optional<Path> secret = node.path("client-secret-file");
    String scope = node.text("scope").orElse("openid profile");
    return node.text("client-id").map(id -> new Config.Client(id, secret, scope));
  }

  private Optional<AppId> provisionedBy(YamlNode node) {
    Optional<String> given = node.text("provisioned-by");
    Optional<AppId> application = given.flatMap(AppId::parse);
    if (given.isPresent() && application.isEmpty()) {
      mistakes.add(node.at("provisioned-by") + ": not a client id (a GUID): " + given.get());
    }
    return application;
  }

  private String url(YamlNode node) {
    String url = node.text("url").orElse("");
    Optional<URI> uri = TrustedIssuer.address(url);
    if (uri.isEmpty()) {
      mistakes.add(node.at("url") + ": give the issuer as its tokens do (iss), an https URL");
    }
    uri.filter(address ->
            clouds.stream()
                .anyMatch(cloud -> cloud.loginHost().equalsIgnoreCase(address.getHost())))
        .ifPresent(_ -> mistakes.add(node.at("url") + ": is this server itself"));
    return url;
  }

  private Accepted accepted(YamlNode node) {
    List<String> given = node.texts("algorithms");
    given.stream()
        .filter(algorithm -> !ALGORITHMS.contains(algorithm))
        .forEach(algorithm ->
            mistakes.add(
                node.at("algorithms")
                    + ": "
                    + algorithm
                    + " is not one of "
                    + String.join(", ", ALGORITHMS.stream().sorted().toList())));
    List<String> names = given.isEmpty() ? DEFAULT_ALGORITHMS : given;
    return new Accepted(
        Set.copyOf(node.texts("audiences")),
        names.stream().map(JWSAlgorithm::parse).collect(Collectors.toUnmodifiableSet()),
        node.flag("unknown-principals").orElse(false));
  }

  private Claims claims(YamlNode node) {
    Claims normal = Claims.STANDARD;
    return new Claims(
        node.text("subject").orElse(normal.subject()),
        ids(node, "object-ids"),
        node.text("user-name").orElse(normal.userName()),
        node.text("groups"),
        ids(node, "group-ids"));
  }

  private Ids ids(YamlNode node, String key) {
    String given = node.text(key).orElse("derived");
    return switch (given) {
      case "derived" -> Ids.DERIVED;
      case "given" -> Ids.GIVEN;
      default -> {
        mistakes.add(node.at(key) + ": must be `derived` or `given`, not " + given);
        yield Ids.DERIVED;
      }
    };
  }
}
