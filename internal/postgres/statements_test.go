package postgres_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// whole tells a statement from other text.
var whole = regexp.MustCompile(`^\s*(select|insert|update|delete|with)\s`)

// statementsOf reads the SQL statements out of a package's source, by the constant or variable that holds them: one that is added
// can't be forgotten. A statement among several in one variable has its number behind the name.
func statementsOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	r := reader{values: constants(t, dir)}
	for name, e := range constants(t, "../tracker") {
		r.values["tracker."+name] = e
	}
	statements := map[string]string{}
	for name, e := range constants(t, dir) {
		if !strings.HasPrefix(name, "sql") { // a piece of one
			continue
		}
		var found []string
		ast.Inspect(e, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			text, ok := r.text(e)
			if ok && whole.MatchString(text) {
				found = append(found, text)
			}
			return !ok
		})
		for i, text := range found {
			key := name
			if _, one := r.text(e); !one {
				key = fmt.Sprintf("%s.%d", name, i)
			}
			statements[key] = text
		}
	}
	return statements
}

// reader knows the texts of constants.
type reader struct {
	values map[string]ast.Expr
}

// text puts a constant text together.
func (r reader) text(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		left, ok := r.text(e.X)
		right, too := r.text(e.Y)
		return left + right, ok && too
	case *ast.Ident:
		value, ok := r.values[e.Name]
		if !ok {
			return "", false
		}
		return r.text(value)
	case *ast.SelectorExpr:
		of, ok := e.X.(*ast.Ident)
		if !ok {
			return "", false
		}
		return r.text(ast.NewIdent(of.Name + "." + e.Sel.Name))
	default:
		return "", false
	}
}

// constants are the values of a package's constants and variables, by name.
func constants(t *testing.T, dir string) map[string]ast.Expr {
	t.Helper()
	names, err := fs.Glob(os.DirFS(dir), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]ast.Expr{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), dir+"/"+name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if d, ok := d.(*ast.GenDecl); ok {
				maps.Copy(all, valuesOf(d))
			}
		}
	}
	return all
}

func valuesOf(d *ast.GenDecl) map[string]ast.Expr {
	all := map[string]ast.Expr{}
	for _, s := range d.Specs {
		if s, ok := s.(*ast.ValueSpec); ok && len(s.Names) == len(s.Values) {
			for i, name := range s.Names {
				all[name.Name] = s.Values[i]
			}
		}
	}
	return all
}
