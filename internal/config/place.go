package config

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/spf13/pflag"
)

// fileName is the settings file's name wherever it is looked for.
const fileName = "followup.yaml"

// systemWide is where programs that belong to nobody keep their settings and data.
const (
	systemConfig = "/etc/followup"
	systemData   = "/var/lib/followup"
)

// dataDirRule tells the default of the data folder.
const dataDirRule = "`~/.local/share/followup`; as root `/var/lib/followup`; macOS `~/Library/Application Support/followup`"

// findFile returns the settings file: the one named, or the first of the usual ones that exists, or none. A
// usual place that can't be entered holds none.
func findFile(flags *pflag.FlagSet) (string, error) {
	if flag := flags.Lookup(configFlag); flag != nil && flag.Changed {
		file := flag.Value.String()
		if _, err := os.Stat(file); err != nil {
			return "", fmt.Errorf("--%s names %s, which can't be read: %s", configFlag, file, plainFileError(err))
		}
		return file, nil
	}
	for _, file := range usualFiles() {
		if _, err := os.Stat(file); err == nil {
			return file, nil
		}
	}
	return "", nil
}

func usualFiles() []string {
	files := []string{fileName}
	if dir, err := os.UserConfigDir(); err == nil {
		files = append(files, filepath.Join(dir, "followup", fileName))
	}
	if runtime.GOOS != "windows" {
		files = append(files, filepath.Join(systemConfig, fileName))
	}
	return files
}

// defaultDataDir is where the private database lives unless somebody says otherwise. For root it is outside of root's home, which
// PostgreSQL's own account could not enter.
func defaultDataDir() string {
	home, err := os.UserHomeDir()
	switch {
	case err != nil, os.Geteuid() == 0:
		return systemData
	case os.Getenv("XDG_DATA_HOME") != "":
		return filepath.Join(os.Getenv("XDG_DATA_HOME"), "followup")
	case runtime.GOOS == "darwin":
		return filepath.Join(home, "Library", "Application Support", "followup")
	default:
		return filepath.Join(home, ".local", "share", "followup")
	}
}
