package dev.strongroom.groups;

import dev.strongroom.access.Hierarchy;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name of a management group; compared without regard to case.
public record GroupId(String canonical, String display) {
  /// Azure's limit.
  public static final int MAX_LENGTH = 90;

  private static final Pattern NAME = Pattern.compile("[\\w().-]{0,89}[\\w()-]");

  public static Optional<GroupId> parse(String text) {
    return text.length() <= MAX_LENGTH && NAME.matcher(text).matches()
        ? Optional.of(new GroupId(text.toLowerCase(Locale.ROOT), text))
        : Optional.empty();
  }

  public static GroupId of(String text) {
    return parse(text)
        .orElseThrow(() ->
            new Problem.Invalid(
                    "InvalidManagementGroupName",
                    "The management group name '"
                        + text
                        + "' is not valid. It has 1 to "
                        + MAX_LENGTH
                        + " ASCII letters, digits, '-', '_', '(', ')' and '.', and does not end in a"
                        + " period.")
                .asException());
  }

  static GroupId rootOf(TenantId tenant) {
    return of(tenant.toString());
  }

  /// Reads `/providers/Microsoft.Management/managementGroups/{name}`.
  public static GroupId ofPath(String path) {
    ResourceId id = ResourceId.of(path);
    if (Hierarchy.groupOf(id).isEmpty()) {
      throw new Problem.Invalid(
              "InvalidManagementGroupId",
              "The parent '"
                  + path
                  + "' is not valid. Write /providers/Microsoft.Management/managementGroups/{name}.")
          .asException();
    }
    return of(id.lastSegment());
  }

  ResourceId scope() {
    return Hierarchy.scopeOf(display);
  }

  Refused notFound() {
    return new Problem.ResourceNotFound(
            "NotFound", "The management group '" + display + "' was not found.")
        .asException();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GroupId that && canonical.equals(that.canonical);
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
