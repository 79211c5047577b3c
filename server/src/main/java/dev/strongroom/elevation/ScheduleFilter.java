package dev.strongroom.elevation;

import dev.strongroom.kernel.Refused;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which schedules or requests a list shows. Without a filter: those at the scope, above and below.
///
/// @param own what is the caller's, which everyone may see
/// @param atScope leaves out what is below the scope
/// @param assignedTo to this principal or to a group it is in
public record ScheduleFilter(
    Set<Own> own, boolean atScope, Optional<PrincipalId> assignedTo, Columns columns) {
  /// `asTarget()`, `asRequestor()`, `asApprover()`
  public enum Own {
    TARGET,
    REQUESTOR,
    APPROVER
  }

  /// What is compared with `eq`.
  public record Columns(
      Optional<PrincipalId> principal,
      Optional<RoleId> role,
      Optional<PrincipalId> requestor,
      Optional<String> status) {}

  private static final int MAX_LENGTH = 2_048;
  private static final Pattern AND = Pattern.compile("\\s+and\\s+", Pattern.CASE_INSENSITIVE);
  private static final Pattern CALL =
      Pattern.compile("(\\w+)\\s*\\(\\s*(?:'([^']*)')?\\s*\\)", Pattern.CASE_INSENSITIVE);
  private static final Pattern EQUALS =
      Pattern.compile("(\\w+)\\s+eq\\s+'?([^']*?)'?", Pattern.CASE_INSENSITIVE);

  public static final ScheduleFilter NONE =
      new ScheduleFilter(
          Set.of(),
          false,
          Optional.empty(),
          new Columns(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));

  public ScheduleFilter {
    own = Set.copyOf(own);
  }

  /// Refuses what it does not understand: ignoring a term would answer more than was asked for.
  public static ScheduleFilter parse(String filter) {
    if (filter.isBlank()) {
      return NONE;
    } else if (filter.length() > MAX_LENGTH) {
      throw notUnderstood(filter);
    }
    ScheduleFilter found = NONE;
    for (String term : AND.split(bare(filter.strip()))) {
      found = found.with(bare(term.strip()), filter);
    }
    return found;
  }

  /// Whether it shows only what is the caller's own.
  public boolean isOwn(PrincipalId caller) {
    return !own.isEmpty()
        || assignedTo.equals(Optional.of(caller))
        || columns.principal().equals(Optional.of(caller));
  }

  /// @param covers whether a scope is another or lies above it
  boolean shows(Place place, ResourceId asked, BiPredicate<ResourceId, ResourceId> covers) {
    boolean inScope =
        covers.test(place.scope(), asked) || (!atScope && covers.test(asked, place.scope()));
    return inScope
        && columns.principal().map(place.grant().principal()::equals).orElse(true)
        && columns.role().map(place.grant().role()::equals).orElse(true);
  }

  private ScheduleFilter with(String term, String filter) {
    Matcher call = CALL.matcher(term);
    if (call.matches()) {
      return called(
          call.group(1).toLowerCase(Locale.ROOT), Optional.ofNullable(call.group(2)), filter);
    }
    Matcher equal = EQUALS.matcher(term);
    if (equal.matches()) {
      Columns compared =
          compared(equal.group(1).toLowerCase(Locale.ROOT), equal.group(2).strip(), filter);
      return new ScheduleFilter(own, atScope, assignedTo, compared);
    }
    throw notUnderstood(filter);
  }

  private ScheduleFilter called(String name, Optional<String> argument, String filter) {
    return switch (name) {
      case "atscope" -> new ScheduleFilter(own, true, assignedTo, columns);
      case "astarget" -> also(Own.TARGET);
      case "asrequestor", "ascreatedby" -> also(Own.REQUESTOR);
      case "asapprover" -> also(Own.APPROVER);
      case "assignedto" ->
          new ScheduleFilter(
              own,
              atScope,
              Optional.of(principal(argument.orElseThrow(() -> notUnderstood(filter)))),
              columns);
      default -> throw notUnderstood(filter);
    };
  }

  private Columns compared(String name, String value, String filter) {
    return switch (name) {
      case "principalid" ->
          new Columns(
              Optional.of(principal(value)), columns.role(), columns.requestor(), columns.status());
      case "requestorid" ->
          new Columns(
              columns.principal(), columns.role(), Optional.of(principal(value)), columns.status());
      case "roledefinitionid" ->
          new Columns(
              columns.principal(), Optional.of(role(value)), columns.requestor(), columns.status());
      case "status" ->
          new Columns(
              columns.principal(),
              columns.role(),
              columns.requestor(),
              Optional.of(value)
                  .filter(Status::isKnown)
                  .or(() -> {
                    throw notUnderstood(filter);
                  }));
      default -> throw notUnderstood(filter);
    };
  }

  private ScheduleFilter also(Own one) {
    EnumSet<Own> all = EnumSet.of(one);
    all.addAll(own);
    return new ScheduleFilter(all, atScope, assignedTo, columns);
  }

  /// Without the brackets around all of it: Terraform writes `(principalId eq '…')` alone and
  /// before `and atScope()`, where the first and the last bracket are not a pair.
  private static String bare(String text) {
    boolean bracketed = text.startsWith("(") && closing(text) == text.length() - 1;
    return bracketed ? bare(text.substring(1, text.length() - 1).strip()) : text;
  }

  /// Where the bracket closes that the text begins with.
  private static int closing(String text) {
    int open = 0;
    for (int at = 0; at < text.length(); at += 1) {
      open +=
          switch (text.charAt(at)) {
            case '(' -> 1;
            case ')' -> -1;
            default -> 0;
          };
      if (open == 0) {
        return at;
      }
    }
    return text.length();
  }

  private static PrincipalId principal(String text) {
    return PrincipalId.parse(text)
        .orElseThrow(() ->
            Refusals.invalid(
                "InvalidPrincipalId", "The principal ID '" + text + "' is not a GUID."));
  }

  static RoleId role(String text) {
    return RoleId.parse(text.substring(text.lastIndexOf('/') + 1))
        .orElseThrow(() ->
            Refusals.invalid(
                "InvalidRoleDefinitionId",
                "The role definition ID '" + text + "' is not valid. It ends in a GUID."));
  }

  private static Refused notUnderstood(String filter) {
    return Refusals.invalid(
        "BadRequestFormat",
        "The filter '"
            + filter
            + "' is not supported. Use asTarget(), asRequestor(), asApprover(), atScope(),"
            + " assignedTo('{objectId}'), principalId eq '{objectId}', requestorId eq '{objectId}',"
            + " roleDefinitionId eq '{id}' or status eq '{status}'; join them with and.");
  }
}
