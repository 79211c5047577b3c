package dev.strongroom;

import dev.strongroom.access.Rights;
import dev.strongroom.identity.Audiences;
import dev.strongroom.identity.Issuers;
import dev.strongroom.identity.PersonTokens;
import dev.strongroom.identity.TokenSigner;
import dev.strongroom.identity.TrustedIssuers;
import dev.strongroom.model.Cloud;
import dev.strongroom.model.ResourceId;
import dev.strongroom.people.People;
import dev.strongroom.sealing.Sealing;
import dev.strongroom.sealing.ServerPurposes;
import dev.strongroom.trust.Argon2Cost;
import dev.strongroom.trust.SecretHash;
import java.security.SecureRandom;

/// Puts together what signs people in.
record SigningIn(Config config, Stores stores, TrustedIssuers issuers, SecureRandom random) {
  private static final String GIVE_ROLES = "Microsoft.Authorization/roleAssignments/write";

  /// @param rights who may give every role
  People people(Sealing sealing, TokenSigner signer, Rights rights) {
    return new People(
        stores.directory(),
        stores.persons(),
        stores.sessions(),
        stores.grants(),
        stores.devices(),
        tools(sealing, signer, rights));
  }

  private People.Tools tools(Sealing sealing, TokenSigner signer, Rights rights) {
    Cloud first = config.clouds().getFirst();
    return new People.Tools(
        new SecretHash(Argon2Cost.SECRET, Runtime.getRuntime().availableProcessors(), random),
        random,
        new PurposeSeal(sealing, ServerPurposes.SIGN_IN_FORMS),
        new PurposeSeal(sealing, ServerPurposes.SECOND_FACTORS),
        new PersonTokens(stores.tokenKeys(), signer, new Issuers(config.clouds())),
        new Audiences(config.clouds()),
        first.origin(first.graphHost()),
        config.signIn(),
        People.Watch.fresh(),
        (tx, caller, now) -> rights.holds(tx, caller, GIVE_ROLES, ResourceId.ROOT, now),
        issuers,
        config.audit().breakGlass());
  }
}
