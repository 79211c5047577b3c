// The secret lifecycle through azsecrets, configured by the environment alone.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/to"
	"github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azsecrets"

	"strongroom/conformance/steps"
)

const jsonValue = `{"user": "app",  "password":"p\u00e4ss", "n": 1.0}`

var (
	ctx  = steps.Context
	name = steps.Name
)

func value(client *azsecrets.Client, version, want string) error {
	got, err := client.GetSecret(ctx, name, version, nil)
	if err == nil && *got.Value != want {
		err = fmt.Errorf("another value, %d characters", len(*got.Value))
	}
	return err
}

func versions(client *azsecrets.Client) (int, error) {
	found := 0
	for pager := client.NewListSecretPropertiesVersionsPager(name, nil); pager.More(); {
		page, err := pager.NextPage(ctx)
		if err != nil {
			return 0, err
		}
		found += len(page.Value)
	}
	return found, nil
}

func main() {
	cred, err := steps.Credential()
	if err != nil {
		fmt.Println("FAIL set", err)
		os.Exit(1)
	}
	client, err := azsecrets.NewClient(os.Getenv("CONFORMANCE_VAULT_URL"), cred, nil)
	if err != nil {
		fmt.Println("FAIL set", err)
		os.Exit(1)
	}
	var blob []byte
	set := func(name, value string) error {
		_, err := client.SetSecret(ctx, name, azsecrets.SetSecretParameters{Value: to.Ptr(value)}, nil)
		return err
	}
	remove := func() error {
		if _, err := client.DeleteSecret(ctx, name, nil); err != nil {
			return err
		}
		return steps.Until(func() error { _, err := client.GetDeletedSecret(ctx, name, nil); return err })
	}

	steps.Step("set", func() error {
		made, err := client.SetSecret(ctx, name, azsecrets.SetSecretParameters{
			Value: to.Ptr("first"), ContentType: to.Ptr("text/plain"), Tags: map[string]*string{"a": to.Ptr("b")}}, nil)
		if err == nil && (*made.Value != "first" || *made.Tags["a"] != "b") {
			err = errors.New("another value or tag")
		}
		return err
	})
	steps.Step("get-latest", func() error { return value(client, "", "first") })
	steps.Step("get-version", func() error {
		got, err := client.GetSecret(ctx, name, "", nil)
		if err != nil {
			return err
		}
		return value(client, got.ID.Version(), "first")
	})
	steps.Step("set-json-value", func() error {
		if err := set(name, jsonValue); err != nil {
			return err
		}
		return value(client, "", jsonValue)
	})
	steps.Step("update", func() error {
		expires := time.Date(2032, 1, 2, 0, 0, 0, 0, time.UTC)
		updated, err := client.UpdateSecretProperties(ctx, name, "", azsecrets.UpdateSecretPropertiesParameters{
			SecretAttributes: &azsecrets.SecretAttributes{Expires: &expires}, Tags: map[string]*string{"x": to.Ptr("y")}}, nil)
		if err == nil && !updated.Attributes.Expires.Equal(expires) {
			err = errors.New("another expiry")
		}
		return err
	})
	steps.Step("list-pages", func() error {
		wanted := map[string]bool{name: true}
		for i := range 30 {
			each := fmt.Sprintf("%s-page-%d", name, i)
			wanted[each] = true
			if err := set(each, "x"); err != nil {
				return err
			}
		}
		pages := 0
		for pager := client.NewListSecretPropertiesPager(nil); pager.More(); pages++ {
			page, err := pager.NextPage(ctx)
			if err != nil {
				return err
			}
			for _, found := range page.Value {
				delete(wanted, found.ID.Name())
			}
		}
		if len(wanted) > 0 || pages < 2 {
			return fmt.Errorf("%d not listed on %d pages", len(wanted), pages)
		}
		return nil
	})
	steps.Step("list-versions", func() error {
		found, err := versions(client)
		if err == nil && found != 2 {
			err = fmt.Errorf("%d versions", found)
		}
		return err
	})
	steps.Step("backup", func() error {
		got, err := client.BackupSecret(ctx, name, nil)
		blob = got.Value
		return err
	})
	steps.Step("delete", remove)
	steps.Step("get-deleted", func() error {
		got, err := client.GetDeletedSecret(ctx, name, nil)
		if err == nil && (got.RecoveryID == nil || !got.ScheduledPurgeDate.After(*got.DeletedDate)) {
			err = errors.New("no recovery id or purge date")
		}
		return err
	})
	steps.Step("list-deleted", func() error {
		for pager := client.NewListDeletedSecretPropertiesPager(nil); pager.More(); {
			page, err := pager.NextPage(ctx)
			if err != nil {
				return err
			}
			for _, found := range page.Value {
				if found.ID.Name() == name {
					return nil
				}
			}
		}
		return errors.New("not listed")
	})
	steps.Step("conflict-while-deleted", func() error {
		return steps.Refused(409, "Conflict", "ObjectIsDeletedButRecoverable", set(name, "again"))
	})
	steps.Step("recover", func() error {
		if _, err := client.RecoverDeletedSecret(ctx, name, nil); err != nil {
			return err
		}
		return steps.Until(func() error { return value(client, "", jsonValue) })
	})
	steps.Step("purge", func() error {
		if err := remove(); err != nil {
			return err
		}
		if _, err := client.PurgeDeletedSecret(ctx, name, nil); err != nil {
			return err
		}
		_, err := client.GetDeletedSecret(ctx, name, nil)
		return steps.Refused(404, "SecretNotFound", "", err)
	})
	steps.Step("restore", func() error {
		if len(bytes.TrimSpace(blob)) == 0 {
			return errors.New("no backup")
		}
		if _, err := client.RestoreSecret(ctx, azsecrets.RestoreSecretParameters{SecretBackup: blob}, nil); err != nil {
			return err
		}
		return value(client, "", jsonValue)
	})
	steps.Step("not-found", func() error {
		_, err := client.GetSecret(ctx, "no-such-secret", "", nil)
		return steps.Refused(404, "SecretNotFound", "", err)
	})
	steps.Step("disabled", func() error {
		_, err := client.UpdateSecretProperties(ctx, name, "", azsecrets.UpdateSecretPropertiesParameters{
			SecretAttributes: &azsecrets.SecretAttributes{Enabled: to.Ptr(false)}}, nil)
		if err != nil {
			return err
		}
		_, err = client.GetSecret(ctx, name, "", nil)
		return steps.Refused(403, "Forbidden", "SecretDisabled", err)
	})
	steps.Step("bad-name", func() error { return steps.Refused(400, "BadParameter", "", set("under_score", "x")) })
	steps.End()
}
