# Two vaults, one of each permission model, and what is in them.
terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.2"
    }
  }
}

provider "azurerm" {
  features {}
}

variable "name" { type = string }
variable "location" { type = string }
variable "issuer" { type = string }
variable "stage" { default = "first" }
variable "password" {
  type      = string
  sensitive = true
}
variable "password_version" { default = 1 }
variable "secret_permissions" {
  type    = list(string)
  default = ["Get", "List"]
}

data "azurerm_client_config" "current" {}

resource "azurerm_resource_group" "this" {
  name     = var.name
  location = var.location
  tags     = { stage = var.stage }
}

resource "azurerm_user_assigned_identity" "app" {
  name                = "app"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
}

resource "azurerm_federated_identity_credential" "app" {
  name                      = "cluster"
  user_assigned_identity_id = azurerm_user_assigned_identity.app.id
  issuer                    = var.issuer
  subject                   = "system:serviceaccount:default:app"
  audience                  = ["api://AzureADTokenExchange"]
}

# The vault that asks roles.
resource "azurerm_key_vault" "roles" {
  name                       = "${var.name}-roles"
  resource_group_name        = azurerm_resource_group.this.name
  location                   = azurerm_resource_group.this.location
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "premium"
  rbac_authorization_enabled = true
  soft_delete_retention_days = 7
  tags                       = { stage = var.stage }

  network_acls {
    default_action = "Deny"
    bypass         = "AzureServices"
    ip_rules       = ["127.0.0.0/8"]
  }
}

resource "azurerm_role_assignment" "officer" {
  for_each             = toset(["Key Vault Secrets Officer", "Key Vault Crypto Officer"])
  scope                = azurerm_key_vault.roles.id
  role_definition_name = each.key
  principal_id         = data.azurerm_client_config.current.object_id
}

resource "azurerm_role_assignment" "app" {
  for_each             = toset(["Reader", "Key Vault Secrets User"])
  scope                = azurerm_key_vault.roles.id
  role_definition_name = each.key
  principal_id         = azurerm_user_assigned_identity.app.principal_id
}

resource "azurerm_key_vault_secret" "password" {
  name            = "password"
  key_vault_id    = azurerm_key_vault.roles.id
  value           = var.password
  content_type    = "text/plain"
  not_before_date = "2026-01-01T00:00:00Z"
  expiration_date = "2036-01-01T00:00:00Z"
  tags            = { stage = var.stage }
  depends_on      = [azurerm_role_assignment.officer]
}

# Never in the state.
resource "azurerm_key_vault_secret" "unseen" {
  name             = "unseen"
  key_vault_id     = azurerm_key_vault.roles.id
  value_wo         = var.password
  value_wo_version = var.password_version
  depends_on       = [azurerm_role_assignment.officer]
}

resource "azurerm_key_vault_key" "wrapping" {
  name         = "wrapping"
  key_vault_id = azurerm_key_vault.roles.id
  key_type     = "RSA"
  key_size     = 2048
  key_opts     = ["encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey"]
  tags         = { stage = var.stage }
  depends_on   = [azurerm_role_assignment.officer]

  rotation_policy {
    expire_after         = "P90D"
    notify_before_expiry = "P29D"
    automatic {
      time_before_expiry = "P30D"
    }
  }
}

# The vault with access policies.
resource "azurerm_key_vault" "policies" {
  name                       = "${var.name}-policies"
  resource_group_name        = azurerm_resource_group.this.name
  location                   = azurerm_resource_group.this.location
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = false
  enabled_for_deployment     = var.stage == "first"
}

resource "azurerm_management_lock" "policies" {
  name       = "keep"
  scope      = azurerm_key_vault.policies.id
  lock_level = "CanNotDelete"
  notes      = "Production"
}

resource "azurerm_key_vault_access_policy" "current" {
  key_vault_id       = azurerm_key_vault.policies.id
  tenant_id          = data.azurerm_client_config.current.tenant_id
  object_id          = data.azurerm_client_config.current.object_id
  secret_permissions = ["Get", "List", "Set", "Delete", "Recover", "Purge"]
  key_permissions    = ["Get", "List", "Create", "Delete", "Update", "Recover", "Purge", "GetRotationPolicy"]
}

resource "azurerm_key_vault_access_policy" "app" {
  key_vault_id       = azurerm_key_vault.policies.id
  tenant_id          = data.azurerm_client_config.current.tenant_id
  object_id          = azurerm_user_assigned_identity.app.principal_id
  secret_permissions = var.secret_permissions
}

resource "azurerm_key_vault_secret" "connection" {
  name         = "connection"
  key_vault_id = azurerm_key_vault.policies.id
  value        = "Server=db;Password=${var.password}"
  depends_on   = [azurerm_key_vault_access_policy.current]
}

resource "azurerm_key_vault_key" "signing" {
  name         = "signing"
  key_vault_id = azurerm_key_vault.policies.id
  key_type     = "EC"
  curve        = "P-256"
  key_opts     = ["sign", "verify"]
  depends_on   = [azurerm_key_vault_access_policy.current]
}

data "azurerm_key_vault_secrets" "roles" {
  key_vault_id = azurerm_key_vault.roles.id
  depends_on   = [azurerm_key_vault_secret.password, azurerm_key_vault_secret.unseen]
}

output "client_id" { value = azurerm_user_assigned_identity.app.client_id }
output "vault_id" { value = azurerm_key_vault.roles.id }
output "secret_names" { value = sort(data.azurerm_key_vault_secrets.roles.names) }
