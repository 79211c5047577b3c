package dev.strongroom.dataplane;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.managedhsm.BeginHsmJob;
import dev.strongroom.managedhsm.GetHsmJob;
import dev.strongroom.managedhsm.HsmJob;
import dev.strongroom.managedhsm.HsmJob.Kind;
import dev.strongroom.managedhsm.HsmJob.Status;
import dev.strongroom.managedhsm.HsmJobs;
import java.util.Optional;
import java.util.function.Function;

/// Full backup and restore of a managed HSM. The token for the storage account is not looked at,
/// and kept nowhere.
final class HsmBackupRoutes {
  private static final String PENDING = "/pending";

  private final HsmJobs jobs;
  private final HsmWorker worker;

  HsmBackupRoutes(HsmJobs jobs, HsmWorker worker) {
    this.jobs = jobs;
    this.worker = worker;
  }

  void addTo(Routes.Builder<Function<Asked, Operation<Response>>> table) {
    table.add("POST", "/backup", asked -> backUp(asked, Kind.BACKUP));
    table.add("POST", "/prebackup", asked -> backUp(asked, Kind.BACKUP_CHECK));
    table.add("GET", "/backup/{job}/pending", asked -> status(asked, true));
    table.add("PUT", "/restore", asked -> restore(asked, Kind.RESTORE, "folderToRestore"));
    table.add("PUT", "/prerestore", asked -> restore(asked, Kind.RESTORE_CHECK, "folderToRestore"));
    table.add("PUT", "/keys/{name}/restore", asked -> restore(asked, Kind.KEY_RESTORE, "folder"));
    table.add("GET", "/restore/{job}/pending", asked -> status(asked, false));
  }

  private Operation<Response> backUp(Asked asked, Kind kind) {
    JsonValue body = Json.parse(asked.call().request().body());
    return begun(
        asked, new BeginHsmJob.Wanted(kind, container(body), Optional.empty(), Optional.empty()));
  }

  private Operation<Response> restore(Asked asked, Kind kind, String folder) {
    JsonValue body = Json.parse(asked.call().request().body());
    JsonValue sas =
        body.member("sasTokenParameters").orElseThrow(() -> missing("sasTokenParameters"));
    Optional<String> key =
        kind == Kind.KEY_RESTORE ? Optional.of(asked.newName().display()) : Optional.empty();
    String from = body.text(folder).orElseThrow(() -> missing(folder));
    return begun(asked, new BeginHsmJob.Wanted(kind, container(sas), Optional.of(from), key));
  }

  private Operation<Response> begun(Asked asked, BeginHsmJob.Wanted wanted) {
    return new Bound<>(
        new BeginHsmJob(jobs, asked.vault(), wanted),
        job -> {
          asked.call().afterAnswer(() -> worker.begin(asked.vault(), job));
          String path = (job.kind().backsUp() ? "/backup/" : "/restore/") + job.id() + PENDING;
          return asked.accepted(path, json(new GetHsmJob.Seen(job, Status.IN_PROGRESS)));
        });
  }

  private Operation<Response> status(Asked asked, boolean backup) {
    return new Bound<>(
        new GetHsmJob(jobs, asked.vault(), asked.match().value("job"), backup),
        seen -> Response.json(Bound.OK, json(seen)));
  }

  private static byte[] json(GetHsmJob.Seen seen) {
    HsmJob job = seen.job();
    return Json.write(json -> {
      json.writeStartObject();
      json.writeStringProperty("status", word(seen.status()));
      json.writeStringProperty("statusDetails", job.failure().orElse(""));
      json.writeName("error");
      if (seen.status() == Status.FAILED) {
        json.writeStartObject();
        json.writeStringProperty("code", "JobFailed");
        json.writeStringProperty("message", job.failure().orElse(HsmJob.CUT));
        json.writeEndObject();
      } else {
        json.writeNull();
      }
      json.writeNumberProperty("startTime", job.span().started().getEpochSecond());
      json.writeName("endTime");
      job.span()
          .ended()
          .ifPresentOrElse(at -> json.writeNumber(at.getEpochSecond()), json::writeNull);
      json.writeStringProperty("jobId", job.id());
      if (job.kind() == Kind.BACKUP) {
        json.writeStringProperty("azureStorageBlobContainerUri", job.place().uri());
      }
      json.writeEndObject();
    });
  }

  private static String word(Status status) {
    return switch (status) {
      case IN_PROGRESS -> "InProgress";
      case SUCCEEDED -> "Succeeded";
      case FAILED -> "Failed";
    };
  }

  private static String container(JsonValue parameters) {
    return parameters.text("storageResourceUri").orElseThrow(() -> missing("storageResourceUri"));
  }

  private static RuntimeException missing(String name) {
    return new Problem.Malformed("The body has no \"" + name + "\".").asException();
  }
}
