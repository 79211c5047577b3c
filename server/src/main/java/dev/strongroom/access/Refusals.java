package dev.strongroom.access;

import dev.strongroom.kernel.Caller.Kind;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Problem;
import dev.strongroom.model.ResourceId;
import java.util.Optional;

/// How a refusal names the caller, in Azure's words (azure-facts 2.3): scripts and people read
/// them.
final class Refusals {
  private Refusals() {}

  static Problem byRoles(
      Who.Principal who, Ask ask, ResourceId scope, VaultAccess vault, Judgement judged) {
    return new Problem.ForbiddenByRbac(
        caller(who, ""),
        ask.action(),
        scope,
        judged.inTheWay().map(denial -> denial.assignment().id().toString().replace("-", "")),
        vault.label());
  }

  /// @param permission as `secrets/get`; Azure writes `secrets get`
  static Problem byPolicies(Who.Principal who, int groups, String permission, VaultAccess vault) {
    return new Problem.ForbiddenByAccessPolicy(
        caller(who, "numgroups=" + groups + ";"), permission.replace('/', ' '), vault.label());
  }

  static Problem byFirewall(Who.Principal who, String address, VaultAccess vault) {
    return new Problem.ForbiddenByFirewall(caller(who, ""), address, vault.label());
  }

  static Problem byConnection(Who.Principal who, VaultAccess vault) {
    return new Problem.ForbiddenByConnection(caller(who, ""), vault.label());
  }

  /// Azure names an application by its client id, and a user by what we have of it: the object id.
  static Problem byControlPlane(Who.Principal who, String action, ResourceId scope) {
    return new Problem.AuthorizationFailed(client(who), who.id().toString(), action, scope);
  }

  static Problem byDenial(Who.Principal who, String action, ResourceId scope, Denial denial) {
    DenyAssignment assignment = denial.assignment();
    return new Problem.NotPermitted(
        "DenyAssignmentAuthorizationFailed",
        "The client '"
            + client(who)
            + "' with object id '"
            + who.id()
            + "' has permission to perform action '"
            + action
            + "' on scope '"
            + scope
            + "'; however, the access is denied because of the deny assignment with name '"
            + assignment.content().name()
            + "' and Id '"
            + assignment.id().toString().replace("-", "")
            + "' at scope '"
            + assignment.scope()
            + "'.");
  }

  private static String client(Who.Principal who) {
    String id = who.id().toString();
    return who.kind() == Kind.APP ? who.application().map(Object::toString).orElse(id) : id;
  }

  /// 401, as in Azure: a token of another tenant is no token here, and SDKs ask again.
  static Problem otherTenant(Who.Principal who, VaultAccess vault) {
    String expected =
        who.issuer().replace(who.tenant().toString(), vault.facts().tenant().toString());
    return new Problem.Unauthenticated(
        "AKV10032: Invalid issuer. Expected one of " + expected + ", found " + who.issuer() + ".",
        Optional.empty());
  }

  static Problem noToken() {
    return new Problem.Unauthenticated(
        "AKV10000: Request is missing a Bearer or PoP token.", Optional.empty());
  }

  static String caller(Who.Principal who, String groups) {
    return "appid="
        + who.application().map(Object::toString).orElse("")
        + ";oid="
        + who.id()
        + ";"
        + groups
        + "iss="
        + who.issuer();
  }
}
