package dev.strongroom.dataplane;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Operation;
import dev.strongroom.managedhsm.Domains;
import dev.strongroom.managedhsm.DownloadSecurityDomain;
import dev.strongroom.managedhsm.GetDomainStatus;
import dev.strongroom.managedhsm.GetDomainStatus.Way;
import dev.strongroom.managedhsm.GetTransferKey;
import dev.strongroom.managedhsm.TransferDraft;
import dev.strongroom.managedhsm.UploadSecurityDomain;
import java.util.function.Function;

/// `/securitydomain/…` of a managed HSM. Both ways are done when they are answered; clients poll
/// all the same.
final class SecurityDomainRoutes {
  private static final String DOWNLOAD = "/securitydomain/download";
  private static final String UPLOAD = "/securitydomain/upload";
  private static final String PENDING = "/pending";

  private final Domains domains;

  SecurityDomainRoutes(Domains domains) {
    this.domains = domains;
  }

  void addTo(Routes.Builder<Function<Asked, Operation<Response>>> table) {
    table.add("POST", DOWNLOAD, this::download);
    table.add("GET", DOWNLOAD + PENDING, asked -> status(asked, Way.DOWNLOAD));
    table.add("GET", UPLOAD, this::transferKey);
    table.add("POST", UPLOAD, this::upload);
    table.add("GET", UPLOAD + PENDING, asked -> status(asked, Way.UPLOAD));
  }

  private Operation<Response> download(Asked asked) {
    JsonValue body = Json.parse(asked.call().request().body());
    return new Bound<>(
        new DownloadSecurityDomain(
            domains,
            asked.vault(),
            SecurityDomainJson.holders(body),
            SecurityDomainJson.required(body)),
        domain -> asked.accepted(DOWNLOAD + PENDING, SecurityDomainJson.domain(domain)));
  }

  private Operation<Response> transferKey(Asked asked) {
    TransferDraft draft = new TransferDraft();
    asked.call().afterwards(draft::close);
    return new Bound<>(
        new GetTransferKey(domains, asked.vault(), draft),
        certificate -> Response.json(Bound.OK, SecurityDomainJson.transferKey(certificate)));
  }

  private Operation<Response> upload(Asked asked) {
    JsonValue body = Json.parse(asked.call().request().body());
    return new Bound<>(
        new UploadSecurityDomain(domains, asked.vault(), SecurityDomainJson.returning(body)),
        done -> asked.accepted(UPLOAD + PENDING, SecurityDomainJson.status(done)));
  }

  private Operation<Response> status(Asked asked, Way way) {
    return new Bound<>(
        new GetDomainStatus(domains, asked.vault(), way),
        done -> Response.json(Bound.OK, SecurityDomainJson.status(done)));
  }
}
