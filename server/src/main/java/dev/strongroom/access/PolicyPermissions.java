package dev.strongroom.access;

import dev.strongroom.kernel.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The permissions of one access-policy entry, by kind of object, in Azure's spelling and without
/// repetition.
public record PolicyPermissions(Map<Kind, List<String>> byKind) {
  public static final PolicyPermissions NONE = new PolicyPermissions(Map.of());
  private static final String ALL = "all";

  /// `all` does not hold `purge`: Azure wants purging granted by name, so that nobody gets it
  /// unintentionally (azure-rest-api-specs #1394, azure-powershell #15844).
  private static final String PURGE = "purge";

  /// The collections an entry speaks of; `storage` belongs to a retired feature and is only kept.
  public enum Kind {
    SECRETS("get list set delete recover backup restore purge"),
    KEYS(
        "get list update create import delete recover backup restore decrypt encrypt unwrapKey"
            + " wrapKey verify sign purge release rotate getrotationpolicy setrotationpolicy"),
    CERTIFICATES(
        "get list update create import delete recover backup restore managecontacts manageissuers"
            + " getissuers listissuers setissuers deleteissuers purge"),
    STORAGE(
        "get list delete set update regeneratekey recover purge backup restore setsas listsas"
            + " getsas deletesas");

    private final List<String> names;

    Kind(String names) {
      this.names = List.of(names.split(" "));
    }

    /// The member of `permissions` on the wire.
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Kind> parse(String text) {
      return Arrays.stream(values()).filter(kind -> kind.wire().equalsIgnoreCase(text)).findFirst();
    }

    /// Every permission of this kind but `all`.
    public List<String> names() {
      return names;
    }

    private Optional<String> spelling(String given) {
      return given.equalsIgnoreCase(ALL)
          ? Optional.of(ALL)
          : names.stream().filter(name -> name.equalsIgnoreCase(given)).findFirst();
    }
  }

  /// Refuses an unknown name with the 400 that says where it stands.
  public PolicyPermissions {
    Map<Kind, List<String>> checked = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      List<String> given = byKind.getOrDefault(kind, List.of());
      if (!given.isEmpty()) {
        checked.put(kind, given.stream().map(name -> spelling(kind, name)).distinct().toList());
      }
    }
    byKind = Map.copyOf(checked);
  }

  public static PolicyPermissions of(Kind kind, String... names) {
    return new PolicyPermissions(Map.of(kind, List.of(names)));
  }

  public List<String> of(Kind kind) {
    return byKind.getOrDefault(kind, List.of());
  }

  public boolean isEmpty() {
    return byKind.isEmpty();
  }

  /// Every permission granted, as an [dev.strongroom.kernel.Action] names it (`keys/unwrapKey`), in
  /// Azure's spelling and in lower case.
  Set<String> granted() {
    Set<String> found = new HashSet<>();
    for (Kind kind : Kind.values()) {
      for (String name : expanded(kind)) {
        found.add(kind.wire() + "/" + name);
        found.add(kind.wire() + "/" + name.toLowerCase(Locale.ROOT));
      }
    }
    return found;
  }

  PolicyPermissions plus(PolicyPermissions more) {
    Map<Kind, List<String>> union = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      List<String> names = new ArrayList<>(of(kind));
      names.addAll(more.of(kind));
      union.put(kind, names);
    }
    return new PolicyPermissions(union);
  }

  /// What is left. Taking one name from `all` leaves the others by name, so that a removal always
  /// bites.
  PolicyPermissions minus(PolicyPermissions less) {
    Map<Kind, List<String>> rest = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      List<String> gone = less.expanded(kind);
      List<String> held = gone.isEmpty() ? of(kind) : expanded(kind);
      rest.put(kind, held.stream().filter(name -> !gone.contains(name)).toList());
    }
    return new PolicyPermissions(rest);
  }

  /// The names with `all` written out.
  private List<String> expanded(Kind kind) {
    List<String> held = of(kind);
    return held.contains(ALL)
        ? kind.names().stream().filter(name -> !name.equals(PURGE) || held.contains(PURGE)).toList()
        : held;
  }

  private static String spelling(Kind kind, String given) {
    return kind.spelling(given)
        .orElseThrow(() ->
            new Problem.Invalid(
                    "BadRequest",
                    "Invalid value found at accessPolicies.permissions."
                        + kind.wire()
                        + ": '"
                        + given
                        + "'. Use one of: all, "
                        + String.join(", ", kind.names())
                        + ".")
                .asException());
  }
}
