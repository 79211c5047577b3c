package dev.strongroom.model;

import java.util.Locale;
import java.util.Optional;

/// The path of an ARM resource or scope, such as `/subscriptions/{id}/resourceGroups/{name}`. ARM
/// compares paths without regard to case, so identity is `canonical`; `display` keeps the spelling.
/// The root scope is `/`.
public record ResourceId(String canonical, String display) {
  public static final ResourceId ROOT = new ResourceId("/", "/");

  /// Collapses repeated slashes and drops a trailing one.
  public static ResourceId of(String path) {
    String display = ("/" + path).replaceAll("/{2,}", "/");
    if (display.length() > 1 && display.endsWith("/")) {
      display = display.substring(0, display.length() - 1);
    }
    return new ResourceId(display.toLowerCase(Locale.ROOT), display);
  }

  public static ResourceId subscription(SubscriptionId id) {
    return of("/subscriptions/" + id);
  }

  public static ResourceId resourceGroup(SubscriptionId id, String group) {
    return of("/subscriptions/" + id + "/resourceGroups/" + group);
  }

  public static ResourceId vault(SubscriptionId id, String group, VaultName vault) {
    return resourceGroup(id, group).child("providers/" + vault.type() + "/" + vault.display());
  }

  public ResourceId child(String path) {
    return of(display + "/" + path);
  }

  /// Whether this scope is `other` or lies above it.
  public boolean covers(ResourceId other) {
    return canonical.equals("/")
        || other.canonical.equals(canonical)
        || (other.canonical.startsWith(canonical)
            && other.canonical.charAt(canonical.length()) == '/');
  }

  /// The segment after `name`, as in `segment("resourceGroups")`; compared without regard to case.
  public Optional<String> segment(String name) {
    String[] parts = display.split("/", -1);
    for (int i = 1; i + 1 < parts.length; i += 1) {
      if (parts[i].equalsIgnoreCase(name)) {
        return Optional.of(parts[i + 1]);
      }
    }
    return Optional.empty();
  }

  public String lastSegment() {
    return display.substring(display.lastIndexOf('/') + 1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResourceId that && canonical.equals(that.canonical);
  }

  @Override
  public int hashCode() {
    return canonical.hashCode();
  }

  @Override
  public String toString() {
    return display;
  }
}
