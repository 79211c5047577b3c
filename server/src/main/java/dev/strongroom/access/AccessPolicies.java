package dev.strongroom.access;

import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Sighting;
import dev.strongroom.kernel.Sighting.Bearing;
import dev.strongroom.kernel.Sighting.Kind;
import dev.strongroom.kernel.Trace;
import dev.strongroom.model.PrincipalId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;

/// The access policies of a vault, in their order, found by object id. Changing them gives a new
/// value.
public final class AccessPolicies {
  /// Azure's limit for one vault.
  public static final int MAX_ENTRIES = 1_024;

  public static final AccessPolicies NONE = new AccessPolicies(List.of());

  private final List<AccessPolicy> entries;
  private final Map<PrincipalId, List<Granted>> byObject = new HashMap<>();

  private record Granted(AccessPolicy entry, Set<String> permissions) {
    static Granted of(AccessPolicy entry) {
      return new Granted(entry, entry.permissions().granted());
    }

    boolean counts(Who.Principal who, String permission) {
      return permissions.contains(permission) && entry.holdsFor(who);
    }
  }

  private AccessPolicies(List<AccessPolicy> entries) {
    this.entries = List.copyOf(entries);
    for (AccessPolicy entry : this.entries) {
      byObject.computeIfAbsent(entry.objectId(), _ -> new ArrayList<>()).add(Granted.of(entry));
    }
  }

  /// Refuses more than [#MAX_ENTRIES].
  public static AccessPolicies of(List<AccessPolicy> entries) {
    if (entries.size() > MAX_ENTRIES) {
      throw new Problem.Invalid(
              "BadRequest",
              "A vault holds at most "
                  + MAX_ENTRIES
                  + " access policies; this request would leave "
                  + entries.size()
                  + ". Grant a group instead of its members, or use role assignments.")
          .asException();
    }
    return new AccessPolicies(entries);
  }

  public List<AccessPolicy> entries() {
    return entries;
  }

  /// `accessPolicies/add`: an entry of the same tenant, object and application gains the
  /// permissions; another is appended.
  public AccessPolicies add(List<AccessPolicy> changes) {
    return merged(changes, (old, change) -> old.with(old.permissions().plus(change.permissions())));
  }

  /// `accessPolicies/replace`: an entry of the same tenant, object and application is exchanged;
  /// another is appended.
  public AccessPolicies replace(List<AccessPolicy> changes) {
    return merged(changes, (_, change) -> change);
  }

  /// `accessPolicies/remove`: an entry of the same tenant, object and application loses the named
  /// permissions, and goes when none is left or none was named.
  public AccessPolicies remove(List<AccessPolicy> changes) {
    List<AccessPolicy> left = new ArrayList<>();
    for (AccessPolicy entry : entries) {
      AccessPolicy rest = entry;
      for (AccessPolicy change : changes) {
        rest = change.sameIdentity(entry) ? without(rest, change) : rest;
      }
      if (rest == entry || !rest.permissions().isEmpty()) {
        left.add(rest);
      }
    }
    return of(left);
  }

  /// Whether an entry for the caller or one of its groups grants `permission` (`secrets/get`).
  boolean grants(Who.Principal who, Set<PrincipalId> groups, String permission, Trace trace) {
    if (trace.on()) {
      entries.stream()
          .filter(entry -> entry.objectId().equals(who.id()) || groups.contains(entry.objectId()))
          .map(entry -> sighting(entry, who, permission))
          .forEach(trace::saw);
    }
    if (grantsTo(who.id(), who, permission)) {
      return true;
    }
    if (groups.size() > byObject.size()) {
      return byObject.keySet().stream()
          .anyMatch(id -> groups.contains(id) && grantsTo(id, who, permission));
    }
    for (PrincipalId group : groups) {
      if (grantsTo(group, who, permission)) {
        return true;
      }
    }
    return false;
  }

  private boolean grantsTo(PrincipalId id, Who.Principal who, String permission) {
    for (Granted granted : byObject.getOrDefault(id, List.of())) {
      if (granted.counts(who, permission)) {
        return true;
      }
    }
    return false;
  }

  private static Sighting sighting(AccessPolicy entry, Who.Principal who, String permission) {
    boolean counts = Granted.of(entry).counts(who, permission);
    String because =
        entry.holdsFor(who)
            ? (counts ? "grants " : "does not grant ") + permission
            : "is for another tenant or application";
    return new Sighting(
        Kind.ACCESS_POLICY,
        entry.objectId().toString(),
        counts ? Bearing.GRANTS : Bearing.NOTHING,
        "the entry " + because);
  }

  private AccessPolicies merged(
      List<AccessPolicy> changes, BinaryOperator<AccessPolicy> onSameIdentity) {
    List<AccessPolicy> result = new ArrayList<>(entries);
    for (AccessPolicy change : changes) {
      boolean known = result.stream().anyMatch(change::sameIdentity);
      if (known) {
        result.replaceAll(
            old -> old.sameIdentity(change) ? onSameIdentity.apply(old, change) : old);
      } else {
        result.add(change);
      }
    }
    return of(result);
  }

  private static AccessPolicy without(AccessPolicy entry, AccessPolicy change) {
    boolean whole = change.permissions().isEmpty();
    return entry.with(
        whole ? PolicyPermissions.NONE : entry.permissions().minus(change.permissions()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AccessPolicies that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return "AccessPolicies" + entries;
  }
}
