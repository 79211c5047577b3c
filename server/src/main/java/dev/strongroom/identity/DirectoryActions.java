package dev.strongroom.identity;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Target;
import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// The permissions on directory objects, what they are judged on, and how they are refused. The
/// directory lies beside the subscriptions, so only an assignment at the root scope reaches it.
///
/// Whoever can give an application a secret has what the application has. So the names lie below
/// `Microsoft.Authorization/`, whose writes and deletions Azure's Contributor lacks: who may give
/// rights at the root (Owner, User Access Administrator) may change the directory, nobody else.
/// Every principal of a tenant may read its objects, as every member of an Entra tenant can by
/// default.
public final class DirectoryActions {
  public static final Action READ = control("read", Effect.READ);
  public static final Action WRITE_TENANT = control("tenants/write", Effect.WRITE);
  public static final Action WRITE_APPLICATION = control("applications/write", Effect.WRITE);
  public static final Action WRITE_CREDENTIAL =
      control("applications/credentials/write", Effect.WRITE);
  public static final Action DELETE_CREDENTIAL =
      control("applications/credentials/delete", Effect.WRITE);
  public static final Action WRITE_PRINCIPAL = control("principals/write", Effect.WRITE);
  public static final Action DELETE_PRINCIPAL = control("principals/delete", Effect.WRITE);
  public static final Action WRITE_USER = control("users/write", Effect.WRITE);
  public static final Action WRITE_GROUP = control("groups/write", Effect.WRITE);
  public static final Action WRITE_MEMBERS = control("groups/members/write", Effect.WRITE);
  public static final Action WRITE_IDENTITY =
      Action.control("Microsoft.ManagedIdentity/userAssignedIdentities/write", Effect.WRITE);
  public static final Action ROTATE_KEYS = control("signingKeys/rotate/action", Effect.WRITE);
  public static final Action SIGN_IN =
      Action.open("Microsoft.Directory/signIns/action", Effect.READ);
  public static final Action BROWSE = Action.open("Microsoft.Directory/objects/read", Effect.READ);
  public static final Action DISCOVER =
      Action.open("Microsoft.Directory/discovery/read", Effect.READ);

  private static final long VERSION_BITS = 0xFFFF_FFFF_FFFF_0FFFL;
  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT_BITS = 0x3FFF_FFFF_FFFF_FFFFL;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private DirectoryActions() {}

  public static Target on(String collection) {
    return new Target.Resource(ResourceId.of("/providers/Microsoft.Directory/" + collection));
  }

  public static Target on(AppId application) {
    return on("applications/" + application);
  }

  public static Target on(PrincipalId principal) {
    return on("principals/" + principal);
  }

  public static Refused notFound(Object id) {
    return new Problem.ResourceNotFound(
            "Request_ResourceNotFound",
            "Resource '"
                + id
                + "' does not exist or one of its queried reference-property objects are not"
                + " present.")
        .asException();
  }

  public static Refused exists(String what) {
    return new Problem.Conflict(
            "Request_MultipleObjectsWithSameKeyValue", "Another object has the same " + what + ".")
        .asException();
  }

  public static Refused invalid(String message) {
    return new Problem.Invalid("Request_BadRequest", message).asException();
  }

  /// The id of a new principal.
  public static PrincipalId randomPrincipal(RandomGenerator random) {
    return new PrincipalId(randomId(random));
  }

  /// A random GUID (RFC 9562, version 4) from the seam that tests can seed.
  public static UUID randomId(RandomGenerator random) {
    long high = (random.nextLong() & VERSION_BITS) | VERSION_4;
    long low = (random.nextLong() & VARIANT_BITS) | VARIANT;
    return new UUID(high, low);
  }

  private static Action control(String name, Effect effect) {
    return Action.control("Microsoft.Authorization/directory/" + name, effect);
  }
}
