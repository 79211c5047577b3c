package dev.strongroom.identity;

import dev.strongroom.identity.Principal.ManagedIdentity;
import dev.strongroom.identity.Principal.ManagedIdentity.Assigned;
import dev.strongroom.identity.TokenIssuer.Grant;
import dev.strongroom.identity.TokenIssuer.Strength;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.CredentialId;
import dev.strongroom.trust.SecretBytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A workload gets a token of the managed identity it is bound to. No secret of it can be guessed,
/// so failures are on record but not slowed: slowing one process of this machine would slow all.
public record RequestIdentityToken(SignIn signIn, IdentityDemand demand)
    implements Operation<IssuedToken> {
  @Override
  public String name() {
    return "ManagedIdentitySignIn";
  }

  @Override
  public Action action() {
    return DirectoryActions.SIGN_IN;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public IssuedToken run(Work work) {
    Map<ManagedIdentity, CredentialId> proven =
        proven(signIn.directory().directory(work.tx()), demand.proof());
    String resource =
        demand.resource().orElseThrow(() -> invalid("Required audience parameter not specified"));
    work.note("resource", EntraErrors.shown(resource));
    ManagedIdentity identity = chosen(List.copyOf(proven.keySet()));
    CredentialId credential = Optional.ofNullable(proven.get(identity)).orElseThrow();
    work.note("appId", identity.app().toString());
    work.note("servicePrincipalId", identity.id().toString());
    work.note("credentialId", credential.toString());
    if (!identity.enabled()) {
      throw EntraErrors.disabled(identity);
    }
    if (!signIn.audiences().ours(resource)) {
      throw EntraErrors.unknownResource(resource, identity.tenant().toString());
    }
    return signIn.issuer().issue(work, new Grant(identity, credential, Strength.KEY), resource);
  }

  private static Map<ManagedIdentity, CredentialId> proven(
      Directory directory, IdentityDemand.Proof proof) {
    return switch (proof) {
      case IdentityDemand.Proof.Header(SecretBytes value) -> behind(directory, value);
      case IdentityDemand.Proof.UnixUser(int uid) -> directory.identitiesOfUser(uid);
      case IdentityDemand.Proof.Endpoint(var identity) -> directory.identityOfEndpoint(identity);
      case IdentityDemand.Proof.Nothing() -> Map.of();
    };
  }

  private static Map<ManagedIdentity, CredentialId> behind(
      Directory directory, SecretBytes header) {
    Map<ManagedIdentity, CredentialId> found =
        directory.identitiesBehindHeader(GeneratedSecret.sha256(header));
    if (found.isEmpty()) {
      throw new Problem.Unauthenticated(
              "The identity header is not known to this server. Check IDENTITY_HEADER; it may have"
                  + " been deleted.",
              Optional.empty())
          .asException();
    }
    return found;
  }

  /// Without a wish, the only identity there is, or else the system-assigned one, as in Azure.
  private ManagedIdentity chosen(List<ManagedIdentity> proven) {
    List<ManagedIdentity> fitting =
        proven.stream().filter(identity -> demand.wanted().fits(identity)).toList();
    if (fitting.isEmpty()) {
      throw invalid("Identity not found");
    }
    List<ManagedIdentity> system =
        fitting.stream().filter(identity -> identity.assigned() == Assigned.SYSTEM).toList();
    if (fitting.size() > 1 && system.size() != 1) {
      throw invalid(
          "Multiple user assigned identities exist, please specify the clientId / resourceId of the"
              + " identity in the token request");
    }
    return fitting.size() == 1 ? fitting.getFirst() : system.getFirst();
  }

  private static Refused invalid(String message) {
    return new Problem.Invalid("invalid_request", message).asException();
  }
}
