package cmd

import "github.com/spf13/cobra"

func Root() *cobra.Command {
	root := &cobra.Command{Use: "cobraed", Short: "Serves greetings"}
	root.AddCommand(serve())
	return root
}
