package dev.strongroom.arm;

import dev.strongroom.access.DeleteDenyAssignment;
import dev.strongroom.access.DenyAssignment;
import dev.strongroom.access.GetDenyAssignment;
import dev.strongroom.access.ListDenyAssignments;
import dev.strongroom.access.PutDenyAssignment;
import dev.strongroom.arm.AuthorizationRoutes.Asked;
import dev.strongroom.http.Bound;
import dev.strongroom.http.Json;
import dev.strongroom.http.Response;

/// `denyAssignments` (specification of 2022-04-01; making and deleting them is ours).
final class DenyAssignmentRoutes {
  private static final int NO_CONTENT = 204;
  private static final int CREATED = 201;

  private final PutDenyAssignment.Ports ports;

  DenyAssignmentRoutes(PutDenyAssignment.Ports ports) {
    this.ports = ports;
  }

  Bound<?> list(Asked asked) {
    return new Bound<>(
        new ListDenyAssignments(
            new ListDenyAssignments.Ports(ports.access(), ports.memberships()),
            asked.tenant(),
            asked.scope(),
            ListDenyAssignments.Filter.parse(asked.parameter("$filter"))),
        found -> ResourceJson.list(found, DenyAssignmentJson::write));
  }

  Bound<?> get(Asked asked) {
    return new Bound<>(
        new GetDenyAssignment(ports.access(), asked.tenant(), asked.scope(), asked.denial()),
        found -> answer(Bound.OK, found));
  }

  Bound<?> put(Asked asked) {
    return new Bound<>(
        new PutDenyAssignment(
            ports,
            asked.tenant(),
            asked.scope(),
            asked.denial(),
            DenyAssignmentJson.read(asked.request().body())),
        outcome -> answer(outcome.created() ? CREATED : Bound.OK, outcome.denial()));
  }

  Bound<?> delete(Asked asked) {
    return new Bound<>(
        new DeleteDenyAssignment(
            ports.access(), ports.denials(), asked.tenant(), asked.scope(), asked.denial()),
        deleted ->
            deleted.map(found -> answer(Bound.OK, found)).orElseGet(() -> Response.of(NO_CONTENT)));
  }

  private static Response answer(int status, DenyAssignment denial) {
    return Response.json(status, Json.write(json -> DenyAssignmentJson.write(json, denial)));
  }
}
