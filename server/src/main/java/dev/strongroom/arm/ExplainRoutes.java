package dev.strongroom.arm;

import dev.strongroom.access.CheckAccess;
import dev.strongroom.access.Explain;
import dev.strongroom.access.ExplainWho;
import dev.strongroom.access.Inquiry;
import dev.strongroom.access.Inquiry.Subject;
import dev.strongroom.access.ProposeMigration;
import dev.strongroom.http.Bound;
import dev.strongroom.http.Json;
import dev.strongroom.http.Request;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Caller;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// `Strongroom.Access`, which Azure does not have: why somebody may do something or not, who may,
/// and how a vault goes from access policies to roles.
public final class ExplainRoutes implements ArmProvider {
  private static final String NAMESPACE = "Strongroom.Access";

  private final Inquiry.Seams seams;
  private final ProposeMigration.Ports migrations;
  private final Routes<Function<Asked, Bound<?>>> routes;

  public ExplainRoutes(Inquiry.Seams seams, ProposeMigration.Ports migrations) {
    this.seams = seams;
    this.migrations = migrations;
    this.routes =
        Routes.<Function<Asked, Bound<?>>>builder()
            .add("POST", "/explain", this::explain)
            .add("GET", "/migration", this::migration)
            .build();
  }

  @Override
  public List<Routes.Line> lines() {
    return ProviderPath.below(NAMESPACE, routes.lines());
  }

  @Override
  public Optional<Bound<?>> bind(Request request, ResourceId path, Caller caller) {
    return ProviderPath.of(path, NAMESPACE)
        .map(parts -> {
          Routes.Match<Function<Asked, Bound<?>>> match =
              routes.find(request.effectiveMethod(), parts.segments(), path.display());
          return match
              .route()
              .apply(new Asked(request, parts.scope(), AuthorizationRoutes.tenantOf(caller)));
        });
  }

  private record Asked(Request request, ResourceId scope, TenantId tenant) {}

  private Bound<?> explain(Asked asked) {
    ArmFields body = ArmFields.of(Json.parse(asked.request().body()));
    Inquiry inquiry = InquiryJson.inquiry(asked.scope(), body);
    Optional<PrincipalId> principal =
        body.text("principalId", PrincipalId::parse, "the object id of a principal");
    if (principal.isEmpty()) {
      return new Bound<>(
          new ExplainWho(seams, migrations.population(), asked.tenant(), inquiry),
          holders -> ArmAnswers.json(json -> InquiryJson.holders(json, inquiry, holders)));
    }
    Subject subject = InquiryJson.subject(asked.tenant(), principal.get(), body);
    return new Bound<>(
        new Explain(seams, inquiry, subject),
        answer -> ArmAnswers.json(json -> InquiryJson.answer(json, inquiry, subject, answer)));
  }

  private Bound<?> migration(Asked asked) {
    return new Bound<>(
        new ProposeMigration(migrations, asked.scope()),
        proposal -> ArmAnswers.json(json -> MigrationJson.write(json, proposal)));
  }

  /// `{scope}/providers/Microsoft.Authorization/checkAccess`, in the form that Azure's enforcement
  /// points send.
  Bound<?> checkAccess(AuthorizationRoutes.Asked asked) {
    ArmFields body = ArmFields.of(Json.parse(asked.request().body()));
    PrincipalId principal = InquiryJson.checked(body);
    List<Inquiry> inquiries = InquiryJson.actions(asked.scope(), body);
    return new Bound<>(
        new CheckAccess(
            seams, asked.scope(), InquiryJson.subject(asked.tenant(), principal, body), inquiries),
        decisions -> ArmAnswers.json(json -> InquiryJson.decisions(json, decisions)));
  }
}
