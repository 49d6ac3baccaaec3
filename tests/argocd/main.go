// Runs Argo CD's cmp-server; `ask REPOSITORY APPLICATION NAME=VALUE…` asks one as the repo-server does.
package main

import (
	"context"
	"fmt"
	"os"

	grpc_retry "github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/retry"

	"github.com/argoproj/argo-cd/v3/cmd/argocd-cmp-server/commands"
	"github.com/argoproj/argo-cd/v3/util/app/discovery"
	"github.com/argoproj/argo-cd/v3/util/cmp"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "ask" {
		if err := ask(os.Args[2], os.Args[3], os.Args[4:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if err := commands.NewCommand().Execute(); err != nil {
		os.Exit(1)
	}
}

// ask prints the manifests of the folder app of a repository; env is the application's environment.
func ask(repo, app string, env []string) error {
	ctx := context.Background()
	closer, client, err := discovery.DetectConfigManagementPlugin(ctx, app, repo, "", env, nil)
	if err != nil {
		return err
	}
	defer closer.Close()
	stream, err := client.GenerateManifest(ctx, grpc_retry.Disable())
	if err != nil {
		return err
	}
	if err := cmp.SendRepoStream(ctx, app, repo, stream, env, nil); err != nil {
		return err
	}
	answer, err := stream.CloseAndRecv()
	if err != nil {
		return err
	}
	for _, manifest := range answer.Manifests {
		fmt.Println("---")
		fmt.Println(manifest)
	}
	return nil
}
