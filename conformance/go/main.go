// The secret lifecycle through azsecrets, configured by the environment alone.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/to"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azsecrets"
)

const jsonValue = `{"user": "app",  "password":"p\u00e4ss", "n": 1.0}`

var (
	ctx      = context.Background()
	name     = "go-" + os.Getenv("CONFORMANCE_RUN")
	failures = 0
)

func credential() (azcore.TokenCredential, error) {
	switch os.Getenv("CONFORMANCE_CREDENTIAL") {
	case "client-secret":
		return azidentity.NewClientSecretCredential(os.Getenv("AZURE_TENANT_ID"), os.Getenv("AZURE_CLIENT_ID"), os.Getenv("AZURE_CLIENT_SECRET"), nil)
	case "workload-identity":
		return azidentity.NewWorkloadIdentityCredential(nil)
	default:
		return azidentity.NewManagedIdentityCredential(nil)
	}
}

func step(label string, body func() error) {
	if err := body(); err != nil {
		failures++
		text := strings.ReplaceAll(err.Error(), "\n", " ")
		fmt.Println("FAIL", label, text[:min(len(text), 300)])
		fmt.Fprintln(os.Stderr, err)
		return
	}
	fmt.Println("ok", label)
}

func refused(status int, code, inner string, err error) error {
	var refusal *azcore.ResponseError
	if !errors.As(err, &refusal) {
		return fmt.Errorf("was not refused: %v", err)
	}
	if refusal.StatusCode != status || refusal.ErrorCode != code {
		return fmt.Errorf("%d %s instead of %d %s", refusal.StatusCode, refusal.ErrorCode, status, code)
	}
	if inner == "" {
		return nil
	}
	var body struct{ Error struct{ Innererror struct{ Code string } } }
	raw, err := io.ReadAll(refusal.RawResponse.Body)
	if err == nil {
		err = json.Unmarshal(raw, &body)
	}
	if err == nil && body.Error.Innererror.Code != inner {
		err = fmt.Errorf("inner code %s instead of %s", body.Error.Innererror.Code, inner)
	}
	return err
}

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

// until polls because this SDK offers no pollers for deletion and recovery.
func until(done func() error) (err error) {
	for range 50 {
		if err = done(); err == nil {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return err
}

func main() {
	cred, err := credential()
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
		return until(func() error { _, err := client.GetDeletedSecret(ctx, name, nil); return err })
	}

	step("set", func() error {
		made, err := client.SetSecret(ctx, name, azsecrets.SetSecretParameters{
			Value: to.Ptr("first"), ContentType: to.Ptr("text/plain"), Tags: map[string]*string{"a": to.Ptr("b")}}, nil)
		if err == nil && (*made.Value != "first" || *made.Tags["a"] != "b") {
			err = errors.New("another value or tag")
		}
		return err
	})
	step("get-latest", func() error { return value(client, "", "first") })
	step("get-version", func() error {
		got, err := client.GetSecret(ctx, name, "", nil)
		if err != nil {
			return err
		}
		return value(client, got.ID.Version(), "first")
	})
	step("set-json-value", func() error {
		if err := set(name, jsonValue); err != nil {
			return err
		}
		return value(client, "", jsonValue)
	})
	step("update", func() error {
		expires := time.Date(2032, 1, 2, 0, 0, 0, 0, time.UTC)
		updated, err := client.UpdateSecretProperties(ctx, name, "", azsecrets.UpdateSecretPropertiesParameters{
			SecretAttributes: &azsecrets.SecretAttributes{Expires: &expires}, Tags: map[string]*string{"x": to.Ptr("y")}}, nil)
		if err == nil && !updated.Attributes.Expires.Equal(expires) {
			err = errors.New("another expiry")
		}
		return err
	})
	step("list-pages", func() error {
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
	step("list-versions", func() error {
		found, err := versions(client)
		if err == nil && found != 2 {
			err = fmt.Errorf("%d versions", found)
		}
		return err
	})
	step("backup", func() error {
		got, err := client.BackupSecret(ctx, name, nil)
		blob = got.Value
		return err
	})
	step("delete", remove)
	step("get-deleted", func() error {
		got, err := client.GetDeletedSecret(ctx, name, nil)
		if err == nil && (got.RecoveryID == nil || !got.ScheduledPurgeDate.After(*got.DeletedDate)) {
			err = errors.New("no recovery id or purge date")
		}
		return err
	})
	step("list-deleted", func() error {
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
	step("conflict-while-deleted", func() error {
		return refused(409, "Conflict", "ObjectIsDeletedButRecoverable", set(name, "again"))
	})
	step("recover", func() error {
		if _, err := client.RecoverDeletedSecret(ctx, name, nil); err != nil {
			return err
		}
		return until(func() error { return value(client, "", jsonValue) })
	})
	step("purge", func() error {
		if err := remove(); err != nil {
			return err
		}
		if _, err := client.PurgeDeletedSecret(ctx, name, nil); err != nil {
			return err
		}
		_, err := client.GetDeletedSecret(ctx, name, nil)
		return refused(404, "SecretNotFound", "", err)
	})
	step("restore", func() error {
		if len(bytes.TrimSpace(blob)) == 0 {
			return errors.New("no backup")
		}
		if _, err := client.RestoreSecret(ctx, azsecrets.RestoreSecretParameters{SecretBackup: blob}, nil); err != nil {
			return err
		}
		return value(client, "", jsonValue)
	})
	step("not-found", func() error {
		_, err := client.GetSecret(ctx, "no-such-secret", "", nil)
		return refused(404, "SecretNotFound", "", err)
	})
	step("disabled", func() error {
		_, err := client.UpdateSecretProperties(ctx, name, "", azsecrets.UpdateSecretPropertiesParameters{
			SecretAttributes: &azsecrets.SecretAttributes{Enabled: to.Ptr(false)}}, nil)
		if err != nil {
			return err
		}
		_, err = client.GetSecret(ctx, name, "", nil)
		return refused(403, "Forbidden", "SecretDisabled", err)
	})
	step("bad-name", func() error { return refused(400, "BadParameter", "", set("under_score", "x")) })
	if failures > 0 {
		os.Exit(1)
	}
}
