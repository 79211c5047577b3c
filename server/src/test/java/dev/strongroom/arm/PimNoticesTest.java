package dev.strongroom.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.kernel.AuditEntry;
import dev.strongroom.store.Databases;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Notification events: what is told of a request for access, and to whom, stands in its audit
/// record.
class PimNoticesTest {
  private static final String AUTHORIZATION =
      "/subscriptions/"
          + ArmWorld.SUBSCRIPTION
          + "/resourceGroups/web/providers/Microsoft.Authorization/";
  private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
  private static final String STRANGER = "aaaaaaaa-0000-0000-0000-000000000005";
  private static final String ELIGIBILITY = "roleEligibilityScheduleRequests";
  private static final String ASSIGNMENT = "roleAssignmentScheduleRequests";

  @TempDir Path folder;
  private ArmWorld world;
  private int requests;

  @BeforeEach
  void open() {
    world = new ArmWorld(folder, Databases.SQLITE.fresh(folder));
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void everyStepOfAnActivationTellsWhoIsConcerned() {
    settings(
        """
        {"id":"Approval_EndUser_Assignment","ruleType":"RoleManagementPolicyApprovalRule",
         "setting":{"isApprovalRequired":true,"approvalMode":"SingleStage","approvalStages":[{
           "approvalStageTimeOutInDays":1,"isApproverJustificationRequired":true,
           "primaryApprovers":[{"id":"aaaaaaaa-0000-0000-0000-000000000003","userType":"User"}]}]}},
        {"id":"Notification_Approver_EndUser_Assignment",
         "ruleType":"RoleManagementPolicyNotificationRule","notificationType":"Email",
         "recipientType":"Approver","notificationLevel":"Critical","isDefaultRecipientsEnabled":false,
         "notificationRecipients":["duty@corp.test"]},
        {"id":"Notification_Admin_EndUser_Assignment",
         "ruleType":"RoleManagementPolicyNotificationRule","notificationType":"Email",
         "recipientType":"Admin","notificationLevel":"All","isDefaultRecipientsEnabled":true,
         "notificationRecipients":["security@corp.test","b@corp.test"]},
        {"id":"Notification_Requestor_EndUser_Assignment",
         "ruleType":"RoleManagementPolicyNotificationRule","notificationType":"Email",
         "recipientType":"Requestor","notificationLevel":"None","isDefaultRecipientsEnabled":true,
         "notificationRecipients":[]}
        """);
    assertThat(asked("owner", ELIGIBILITY, "AdminAssign", "P30D"))
        .containsEntry("pimEvent", "Add eligible member to role completed")
        .containsEntry("notify", "Admin (defaults); Requestor (defaults); Approver (defaults)");

    Map<String, String> waiting = asked("stranger", ASSIGNMENT, "SelfActivate", "PT1H");
    assertThat(waiting)
        .containsEntry("pimEvent", "Add member to role approval requested (PIM activation)")
        .containsEntry("requestType", "SelfActivate")
        .containsEntry("status", "PendingApproval")
        .containsEntry("subject", STRANGER)
        .containsEntry("role", READER)
        .containsEntry("justification", "because")
        .containsEntry("ticketNumber", "7")
        .containsEntry("ticketSystem", "jira")
        .containsEntry(
            "notify",
            "Admin (defaults, security@corp.test, b@corp.test); Approver (duty@corp.test)");

    assertThat(approved())
        .containsEntry("pimEvent", "Add member to role completed (PIM activation)")
        .containsEntry("status", "Provisioned")
        .containsEntry("notify", "Admin (defaults, security@corp.test, b@corp.test)");

    world.advance(Duration.ofMinutes(6));
    assertThat(asked("stranger", ASSIGNMENT, "SelfDeactivate", "PT1H"))
        .containsEntry("pimEvent", "Remove member from role completed (PIM deactivate)")
        .containsEntry("status", "Revoked");
    assertThat(asked("owner", ELIGIBILITY, "AdminRemove", "P30D"))
        .containsEntry("pimEvent", "Remove eligible member from role completed");
  }

  /// What was refused has happened to nobody.
  @Test
  void aRefusedRequestTellsNobody() {
    assertThat(asked("stranger", ASSIGNMENT, "SelfActivate", "PT1H")).doesNotContainKey("pimEvent");
  }

  private void settings(String rules) {
    String policy = AUTHORIZATION + "roleManagementPolicies/00da5b11-7899-38af-8117-be936e4d129e";
    Response answer = ask("owner", "PATCH", policy, "{\"properties\":{\"rules\":[" + rules + "]}}");
    assertThat(answer.status()).as(text(answer)).isEqualTo(200);
  }

  private Map<String, String> asked(String who, String kind, String type, String length) {
    requests += 1;
    String body =
        """
        {"properties":{"principalId":"%s","roleDefinitionId":"%sroleDefinitions/%s",
          "requestType":"%s","principalType":"ServicePrincipal","justification":"because",
          "ticketInfo":{"ticketNumber":"7","ticketSystem":"jira"},
          "scheduleInfo":{"expiration":{"type":"AfterDuration","duration":"%s"}}}}
        """
            .formatted(STRANGER, AUTHORIZATION, READER, type, length);
    ask(who, "PUT", AUTHORIZATION + kind + "/99999999-0000-4000-8000-00000000000" + requests, body);
    return told();
  }

  private Map<String, String> approved() {
    String approval =
        AUTHORIZATION + "roleAssignmentApprovals/99999999-0000-4000-8000-00000000000" + requests;
    String stages = text(ask("reader", "GET", approval + "/stages", ""));
    String stage = stages.replaceAll("(?s).*/stages/([0-9a-f-]{36}).*", "$1");
    world.takeAudited();
    ask(
        "reader",
        "PATCH",
        approval + "/stages/" + stage,
        "{\"properties\":{\"reviewResult\":\"Approve\",\"justification\":\"I was called.\"}}");
    return told();
  }

  private Map<String, String> told() {
    List<AuditEntry> audited = world.takeAudited();
    return audited.getLast().notes();
  }

  private Response ask(String who, String method, String path, String body) {
    String version = path.contains("Approvals") ? "2021-01-01-preview" : "2020-10-01";
    Request request =
        world.request(
            method,
            "https://management.test" + path + "?api-version=" + version,
            Map.of("Authorization", "Bearer " + who),
            body.getBytes(StandardCharsets.UTF_8));
    return world.at(request.host()).answer(request);
  }

  private static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
