package dev.strongroom.identity;

import dev.strongroom.identity.Principal.ServicePrincipal;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;

/// Registers an application and its service principal in one step. Entra needs two calls for it; a
/// single tenant has no use for the state between them.
public record CreateApplication(
    DirectoryStore store, TenantId tenant, String displayName, SignInSettings settings)
    implements Operation<CreateApplication.Registered> {
  private static final int CREATED = 201;

  /// One that signs in nobody but itself.
  public CreateApplication(DirectoryStore store, TenantId tenant, String displayName) {
    this(store, tenant, displayName, SignInSettings.NONE);
  }

  public record Registered(Application application, ServicePrincipal principal) {}

  @Override
  public String name() {
    return "Add application";
  }

  @Override
  public Action action() {
    return DirectoryActions.WRITE_APPLICATION;
  }

  @Override
  public Target target() {
    return DirectoryActions.on("applications");
  }

  @Override
  public CreateApplication.Registered run(Work work) {
    if (store.directory(work.tx()).tenant(tenant).isEmpty()) {
      throw DirectoryActions.notFound(tenant);
    }
    AppId id = new AppId(DirectoryActions.randomId(work.random()));
    PrincipalId object = new PrincipalId(DirectoryActions.randomId(work.random()));
    PrincipalId service = new PrincipalId(DirectoryActions.randomId(work.random()));
    Application application = new Application(id, object, tenant, displayName, work.now());
    ServicePrincipal principal = new ServicePrincipal(service, tenant, displayName, true, id);
    store.insertApplication(work.tx(), work.approve(application));
    store.insertPrincipal(work.tx(), work.approve(principal));
    work.note("appId", id.toString());
    if (!settings.isNone()) {
      var _ = new ChangeSignInSettings(store, id, settings).run(work);
    }
    return new Registered(settings.change().of(application), principal);
  }

  @Override
  public int status(CreateApplication.Registered result) {
    return CREATED;
  }
}
