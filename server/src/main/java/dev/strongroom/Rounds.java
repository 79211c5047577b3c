package dev.strongroom;

import dev.strongroom.elevation.EndDueSchedules;
import dev.strongroom.jobs.Job;
import dev.strongroom.keys.PurgeDueKeys;
import dev.strongroom.keys.ResealDueKeys;
import dev.strongroom.keys.RotateDueKey;
import dev.strongroom.keys.RotationTurn;
import dev.strongroom.managedhsm.PurgeDueManagedHsms;
import dev.strongroom.people.PurgeEndedSignIns;
import dev.strongroom.reveal.EndDueReveals;
import dev.strongroom.sealing.RekeyDueVaults;
import dev.strongroom.secrets.PurgeDueSecrets;
import dev.strongroom.secrets.ResealDueSecrets;
import dev.strongroom.vaults.PurgeDueVaults;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the server does by itself, and how often.
record Rounds(App app) {
  private static final Duration END_EVERY = Duration.ofMinutes(1);
  private static final Duration PURGE_EVERY = Duration.ofMinutes(1);
  private static final Duration REKEY_EVERY = Duration.ofDays(1);
  private static final Duration RESEAL_EVERY = Duration.ofMinutes(5);
  private static final Duration ROTATE_EVERY = Duration.ofHours(1);
  private static final Duration ROTATE_KEYS_EVERY = Duration.ofMinutes(10);

  List<Job<?>> jobs() {
    return HsmSide.withJobs(
        app.hsmSide(),
        Job.of("purge-secrets", PURGE_EVERY, new PurgeDueSecrets(app.features().secrets())),
        Job.of("purge-keys", PURGE_EVERY, new PurgeDueKeys(app.features().keys())),
        Job.of(
            "rotate-keys",
            ROTATE_KEYS_EVERY,
            new RotateDueKey(app.features().keys(), new RotationTurn())),
        new Job<>(
            "end-schedules",
            END_EVERY,
            new EndDueSchedules(app.stores().elevation(), app.rbac().ratchet()),
            ended -> ended >= EndDueSchedules.MAX_AT_ONCE),
        Job.of("end-reveals", END_EVERY, new EndDueReveals(app.stores().reveals())),
        Job.of("purge-hsms", PURGE_EVERY, new PurgeDueManagedHsms(app.features().hsms())),
        Job.of("purge-vaults", PURGE_EVERY, new PurgeDueVaults(app.features().vaults())),
        new Job<>(
            "purge-sign-ins",
            PURGE_EVERY,
            new PurgeEndedSignIns(app.features().people()),
            _ -> false),
        new Job<>("rotate-signing-keys", ROTATE_EVERY, app.rotateSigningKeys(), _ -> false),
        new Job<>(
            "rekey-vaults",
            REKEY_EVERY,
            new RekeyDueVaults(app.features().sealing(), Optional.empty()),
            rekeyed -> rekeyed > 0),
        new Job<>(
            "reseal-secrets",
            RESEAL_EVERY,
            new ResealDueSecrets(app.features().secrets()),
            resealed -> resealed > 0),
        new Job<>(
            "reseal-keys",
            RESEAL_EVERY,
            new ResealDueKeys(app.features().keys()),
            resealed -> resealed > 0));
  }

  @Override
  public String toString() {
    return "Rounds";
  }
}
