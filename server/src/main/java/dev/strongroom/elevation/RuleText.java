package dev.strongroom.elevation;

import dev.strongroom.elevation.Rule.Approval;
import dev.strongroom.elevation.Rule.ApprovalStage;
import dev.strongroom.elevation.Rule.Approver;
import dev.strongroom.elevation.Rule.AuthenticationContext;
import dev.strongroom.elevation.Rule.Enablement;
import dev.strongroom.elevation.Rule.Expiration;
import dev.strongroom.elevation.Rule.Mode;
import dev.strongroom.elevation.Rule.Notification;
import dev.strongroom.elevation.Rule.NotificationLevel;
import dev.strongroom.elevation.Rule.Requirement;
import dev.strongroom.model.PrincipalId;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A rule as one line of text, as it is kept: words separated by blanks, lists by commas, the
/// stages of an approval by semicolons; free text is escaped as in a form.
public final class RuleText {
  private static final String NONE = "-";

  private RuleText() {}

  public static String write(Rule rule) {
    return switch (rule) {
      case Expiration(boolean required, Span maximum) -> required + " " + maximum.text();
      case Enablement(var enabled) -> list(enabled.stream().map(Requirement::wire));
      case AuthenticationContext(boolean enabled, String claim) -> enabled + " " + escaped(claim);
      case Notification(boolean defaults, NotificationLevel level, var recipients) ->
          defaults + " " + level.wire() + " " + list(recipients.stream().map(RuleText::escaped));
      case Approval one ->
          one.required()
              + " "
              + one.forExtension()
              + " "
              + one.requestorJustification()
              + " "
              + one.mode().wire()
              + one.stages().stream().map(RuleText::stage).collect(Collectors.joining());
    };
  }

  public static Rule read(RuleId id, String text) {
    String[] words = text.split(" ", -1);
    return switch (id.type()) {
      case "RoleManagementPolicyExpirationRule" ->
          new Expiration(Boolean.parseBoolean(words[0]), Span.of(words[1]));
      case "RoleManagementPolicyEnablementRule" ->
          new Enablement(
              items(words[0]).map(word -> Requirement.parse(word).orElseThrow()).toList());
      case "RoleManagementPolicyAuthenticationContextRule" ->
          new AuthenticationContext(Boolean.parseBoolean(words[0]), plain(words[1]));
      case "RoleManagementPolicyNotificationRule" ->
          new Notification(
              Boolean.parseBoolean(words[0]),
              NotificationLevel.parse(words[1]).orElseThrow(),
              items(words[2]).map(RuleText::plain).toList());
      default -> approval(text);
    };
  }

  private static String stage(ApprovalStage one) {
    return ";"
        + one.timeoutDays()
        + " "
        + one.justificationRequired()
        + " "
        + one.escalationMinutes().map(Object::toString).orElse(NONE)
        + " "
        + list(one.primary().stream().map(RuleText::approver))
        + " "
        + list(one.escalation().stream().map(RuleText::approver));
  }

  private static String approver(Approver one) {
    return one.id() + "/" + one.group() + "/" + one.backup() + "/" + escaped(one.description());
  }

  private static Approval approval(String text) {
    String[] parts = text.split(";", -1);
    String[] head = parts[0].split(" ", -1);
    return new Approval(
        Boolean.parseBoolean(head[0]),
        Boolean.parseBoolean(head[1]),
        Boolean.parseBoolean(head[2]),
        Mode.parse(head[3]).orElseThrow(),
        Arrays.stream(parts).skip(1).map(RuleText::readStage).toList());
  }

  private static ApprovalStage readStage(String text) {
    String[] words = text.split(" ", -1);
    return new ApprovalStage(
        Integer.parseInt(words[0]),
        Boolean.parseBoolean(words[1]),
        Optional.of(words[2]).filter(word -> !word.equals(NONE)).map(Integer::valueOf),
        items(words[3]).map(RuleText::readApprover).toList(),
        items(words[4]).map(RuleText::readApprover).toList());
  }

  private static Approver readApprover(String text) {
    String[] parts = text.split("/", -1);
    return new Approver(
        PrincipalId.of(parts[0]),
        Boolean.parseBoolean(parts[1]),
        Boolean.parseBoolean(parts[2]),
        plain(parts[3]));
  }

  private static String list(Stream<String> items) {
    return items.collect(Collectors.joining(","));
  }

  private static Stream<String> items(String list) {
    return list.isEmpty() ? Stream.of() : List.of(list.split(",", -1)).stream();
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String plain(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
