package dev.strongroom.identity;

import dev.strongroom.identity.ForeignIdentity.Sort;
import dev.strongroom.identity.TrustedIssuer.Ids;
import dev.strongroom.kernel.Assurance;
import dev.strongroom.kernel.Caller.Foreign;
import dev.strongroom.kernel.Caller.Kind;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a trusted issuer's token says, in our terms: read once, and compared with the directory
/// whenever that changes.
///
/// @param name what people call the subject; nobody is recognised by it
/// @param client the application that asked the issuer for the token, where ids are as given
record ForeignClaims(
    TrustedIssuer issuer,
    String subject,
    Optional<String> name,
    Set<String> groups,
    Kind kind,
    Optional<AppId> client,
    Assurance assurance) {
  static final int MAX_SUBJECT_LENGTH = 255;
  private static final String EMAIL = "email";
  private static final List<String> CLIENT_CLAIMS = List.of("azp", "appid", "client_id", "cid");

  /// Empty for a token that does not say who it is about.
  static Optional<ForeignClaims> read(TrustedIssuer issuer, Jwt jwt) {
    TrustedIssuer.Claims names = issuer.claims();
    Optional<String> subject =
        at(jwt, names.subject())
            .flatMap(ForeignClaims::text)
            .filter(text -> !text.isBlank() && text.length() <= MAX_SUBJECT_LENGTH)
            .filter(_ -> !names.subject().equals(EMAIL) || isVerified(jwt));
    Optional<String> name =
        at(jwt, names.userName())
            .flatMap(ForeignClaims::text)
            .filter(text -> !text.isBlank() && text.length() <= MAX_SUBJECT_LENGTH);
    Set<String> groups =
        names.groups().flatMap(claim -> at(jwt, claim)).map(ForeignClaims::texts).orElse(Set.of());
    Kind kind = kind(jwt);
    Optional<AppId> client =
        names.ids() == Ids.GIVEN ? client(jwt).flatMap(AppId::parse) : Optional.empty();
    Assurance assurance =
        kind == Kind.USER
            ? new Assurance(jwt.texts("amr"), Set.of(), jwt.time("auth_time"))
            : Assurance.NONE;
    return subject.map(
        who -> new ForeignClaims(issuer, who, name, groups, kind, client, assurance));
  }

  /// Who that is now; empty for one who was deleted, disabled, or whom nobody let in.
  Optional<Who.Principal> resolve(Directory directory) {
    Optional<PrincipalId> linked = directory.foreign(key(Sort.SUBJECT, subject));
    if (linked.isPresent()) {
      return linked
          .flatMap(directory::principal)
          .filter(principal -> principal.enabled() && mine(principal))
          .map(principal -> who(directory, principal.id(), kindOf(principal)));
    }
    return issuer
        .idOf(subject)
        .filter(id -> issuer.accepted().strangers() && directory.principal(id).isEmpty())
        .map(id -> who(directory, id, kind));
  }

  /// Where an address tells users apart, one that the user only claims to have tells nothing.
  private static boolean isVerified(Jwt jwt) {
    return Boolean.TRUE.equals(jwt.claims().getClaim("email_verified"));
  }

  private Who.Principal who(Directory directory, PrincipalId id, Kind as) {
    Set<PrincipalId> said = new LinkedHashSet<>();
    groups.forEach(group -> group(directory, group).ifPresent(said::add));
    return new Who.Principal(
        issuer.tenant(),
        id,
        client,
        issuer.url(),
        as,
        as == Kind.USER ? assurance : Assurance.NONE,
        Optional.of(new Foreign(subject, name, said)));
  }

  /// A group of the directory counts only when it was linked to the issuer: an issuer cannot put
  /// its users into groups that are not its own.
  private Optional<PrincipalId> group(Directory directory, String group) {
    Optional<PrincipalId> linked = directory.foreign(key(Sort.GROUP, group));
    if (linked.isPresent()) {
      return linked
          .flatMap(directory::principal)
          .filter(found -> found instanceof Principal.Group && found.enabled() && mine(found))
          .map(Principal::id);
    }
    return issuer.groupIdOf(group).filter(id -> directory.principal(id).isEmpty());
  }

  private ForeignIdentity.Key key(Sort sort, String word) {
    return new ForeignIdentity.Key(issuer.url(), sort, word);
  }

  private boolean mine(Principal principal) {
    return principal.tenant().equals(issuer.tenant());
  }

  private static Kind kindOf(Principal principal) {
    return principal instanceof Principal.User ? Kind.USER : Kind.APP;
  }

  /// Entra says it (`idtyp`); elsewhere a token is about a program when its subject is the client.
  private static Kind kind(Jwt jwt) {
    boolean said = jwt.text("idtyp").filter("app"::equals).isPresent();
    boolean itself = jwt.subject().isPresent() && jwt.subject().equals(client(jwt));
    return said || itself ? Kind.APP : Kind.USER;
  }

  private static Optional<String> client(Jwt jwt) {
    return CLIENT_CLAIMS.stream().flatMap(claim -> jwt.text(claim).stream()).findFirst();
  }

  /// A claim by its name, else by the path that its dots make.
  private static Optional<Object> at(Jwt jwt, String path) {
    Object claim = jwt.claims().getClaim(path);
    if (claim != null) {
      return Optional.of(claim);
    }
    Optional<Object> place = Optional.of(jwt.claims().getClaims());
    for (String step : path.split("\\.", -1)) {
      place = place.flatMap(object -> member(object, step));
    }
    return place;
  }

  private static Optional<Object> member(Object object, String name) {
    return object instanceof Map<?, ?> map ? Optional.ofNullable(map.get(name)) : Optional.empty();
  }

  private static Optional<String> text(Object value) {
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private static Set<String> texts(Object value) {
    Collection<?> values = value instanceof Collection<?> several ? several : List.of(value);
    Set<String> texts = new LinkedHashSet<>();
    values.forEach(one -> text(one).ifPresent(texts::add));
    return texts;
  }

  @Override
  public String toString() {
    return "ForeignClaims[" + issuer.name() + "]";
  }
}
