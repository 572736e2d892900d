package io.quantumlayer.parser.symbols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.quantumlayer.parser.syntax.Language;
import io.quantumlayer.parser.syntax.SyntaxTree;
import io.quantumlayer.parser.syntax.Trees;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeclarationsTests {

    @Test
    void readPython() {
        List<Declaration> found = declarations(Language.PYTHON, """
                LIMIT: int = 10
                _cache = {}

                class Cache(Base):
                    \"""Keeps values.

                    For a while.
                    \"""

                    size = 0

                    def get(self, key: str, *, default=None) -> str:
                        '''Looks a value up.'''
                        return default

                    @staticmethod
                    def make(size): return Cache()

                    def _evict(self): pass
                    def __drop(self): pass

                async def load(path, *rest, **options):
                    def inner(): pass
                    local = 1
                    return local

                class Color(Enum): RED = 1
                class Store(Protocol): ...
                """);

        assertThat(found)
                .extracting(Declaration::kind, Declaration::qualifiedName, Declaration::visibility)
                .containsExactly(
                        tuple("constant", "LIMIT", "public"),
                        tuple("variable", "_cache", "private"),
                        tuple("class", "Cache", "public"),
                        tuple("variable", "Cache.size", "public"),
                        tuple("method", "Cache.get", "public"),
                        tuple("method", "Cache.make", "public"),
                        tuple("method", "Cache._evict", "protected"),
                        tuple("method", "Cache.__drop", "private"),
                        tuple("function", "load", "public"),
                        tuple("function", "load.inner", "private"),
                        tuple("enum", "Color", "public"),
                        tuple("constant", "Color.RED", "public"),
                        tuple("interface", "Store", "public"));
        Declaration get = named(found, "Cache.get");
        assertThat(get.signature()).isEqualTo("def get(self, key: str, *, default=None) -> str");
        assertThat(get.parameters()).containsExactly("key: str", "default=None");
        assertThat(get.returnType()).isEqualTo("str");
        assertThat(get.doc()).isEqualTo("Looks a value up.");
        assertThat(named(found, "Cache").doc()).isEqualTo("Keeps values.\n\nFor a while.");
        assertThat(named(found, "Cache.make").parameters()).containsExactly("size");
        assertThat(named(found, "load").signature()).isEqualTo("async def load(path, *rest, **options)");
        assertThat(named(found, "load").parameters()).hasSize(3);
    }

    @Test
    void readJava() {
        List<Declaration> found = declarations(Language.JAVA, """
                package a;

                /**
                 * Keeps values.
                 */
                @Deprecated
                public final class Cache<K> extends Base {
                    static final int LIMIT = 3, OTHER = 4;
                    private int size;

                    Cache(int size) {}

                    /** Looks a value up. */
                    @Override
                    protected <T> List<T> get(final K key, String... rest) throws IOException {
                        int local = 1;
                        return null;
                    }

                    enum Kind { A, B; void m() {} }

                    record Pair(int a, int b) { Pair { check(); } }

                    interface Store { int LIMIT = 1; void put(); }
                }
                """);

        assertThat(found)
                .extracting(Declaration::kind, Declaration::qualifiedName, Declaration::visibility)
                .containsExactly(
                        tuple("class", "Cache", "public"),
                        tuple("constant", "Cache.LIMIT", "package"),
                        tuple("constant", "Cache.OTHER", "package"),
                        tuple("variable", "Cache.size", "private"),
                        tuple("method", "Cache.Cache", "package"),
                        tuple("method", "Cache.get", "protected"),
                        tuple("enum", "Cache.Kind", "package"),
                        tuple("constant", "Cache.Kind.A", "public"),
                        tuple("constant", "Cache.Kind.B", "public"),
                        tuple("method", "Cache.Kind.m", "package"),
                        tuple("record", "Cache.Pair", "package"),
                        tuple("method", "Cache.Pair.Pair", "package"),
                        tuple("interface", "Cache.Store", "package"),
                        tuple("constant", "Cache.Store.LIMIT", "public"),
                        tuple("method", "Cache.Store.put", "public"));
        Declaration get = named(found, "Cache.get");
        assertThat(get.signature())
                .isEqualTo("protected <T> List<T> get(final K key, String... rest) throws IOException");
        assertThat(get.parameters()).containsExactly("final K key", "String... rest");
        assertThat(get.returnType()).isEqualTo("List<T>");
        assertThat(get.doc()).isEqualTo("Looks a value up.");
        assertThat(get.function()).isPresent();
        assertThat(named(found, "Cache").doc()).isEqualTo("Keeps values.");
        assertThat(named(found, "Cache").signature()).isEqualTo("public final class Cache<K> extends Base");
        assertThat(named(found, "Cache.Store.put").function()).isEmpty();
    }

    @Test
    void readJavaScript() {
        List<Declaration> found = declarations(Language.JAVASCRIPT, """
                /** Adds numbers. */
                export function add(a, b = 1, ...rest) { const local = 1; return a + b; }
                function hidden() { function inner() {} }
                const twice = async (x) => x * 2, LIMIT = 3;
                export class Cache extends Base {
                  #size = 0;
                  get(key) { return key; }
                }
                export { twice };
                exports.made = function (x) {};
                Cache.prototype.drop = function () {};
                """);

        assertThat(found)
                .extracting(Declaration::kind, Declaration::qualifiedName, Declaration::visibility)
                .containsExactly(
                        tuple("function", "add", "public"),
                        tuple("function", "hidden", "private"),
                        tuple("function", "hidden.inner", "private"),
                        tuple("function", "twice", "public"),
                        tuple("constant", "LIMIT", "private"),
                        tuple("class", "Cache", "public"),
                        tuple("variable", "Cache.#size", "private"),
                        tuple("method", "Cache.get", "public"),
                        tuple("function", "made", "public"),
                        tuple("method", "Cache.drop", "public"));
        assertThat(named(found, "add").signature()).isEqualTo("function add(a, b = 1, ...rest)");
        assertThat(named(found, "add").doc()).isEqualTo("Adds numbers.");
        assertThat(named(found, "add").parameters()).hasSize(3);
        assertThat(named(found, "twice").signature()).isEqualTo("twice = async (x)");
    }

    @Test
    void takeTheTopLevelForPublicWhereNothingIsExported() {
        assertThat(declarations(Language.JAVASCRIPT, "function f() {}\nconst a = 1;\n"))
                .extracting(Declaration::visibility)
                .containsOnly("public");
        assertThat(declarations(Language.JAVASCRIPT, "function f() {}\nfunction g() {}\nmodule.exports = { f };\n"))
                .extracting(Declaration::visibility)
                .containsExactly("public", "private");
    }

    @Test
    void readTypeScript() {
        List<Declaration> found = declarations(Language.TYPESCRIPT, """
                export interface Store<K> { name: string; get(key: K): Promise<K>; }
                export type Id = string;
                enum Kind { A, B }
                export abstract class Cache implements Store<string> {
                  private size: number = 0;
                  constructor(readonly name: string) {}
                  abstract close(): void;
                  protected async get(key: string, fallback?: string): Promise<string> { return key; }
                }
                namespace Money { export function zero(): number { return 0; } }
                """);

        assertThat(found)
                .extracting(Declaration::kind, Declaration::qualifiedName, Declaration::visibility)
                .containsExactly(
                        tuple("interface", "Store", "public"),
                        tuple("method", "Store.get", "public"),
                        tuple("type", "Id", "public"),
                        tuple("enum", "Kind", "private"),
                        tuple("class", "Cache", "public"),
                        tuple("variable", "Cache.size", "private"),
                        tuple("method", "Cache.constructor", "public"),
                        tuple("method", "Cache.close", "public"),
                        tuple("method", "Cache.get", "protected"),
                        tuple("function", "Money.zero", "public"));
        assertThat(named(found, "Cache.get").returnType()).isEqualTo("Promise<string>");
        assertThat(named(found, "Cache.get").parameters()).containsExactly("key: string", "fallback?: string");
        assertThat(named(found, "Cache.close").function()).isEmpty();
    }

    @Test
    void readGo() {
        List<Declaration> found = declarations(Language.GO, """
                package bank

                // Limit says how much
                // can be kept.
                const Limit = 3

                var a, b = 1, 2

                // Store keeps.
                type Store interface { Get(key string) error }

                type account struct { owner string }

                // Deposit adds money.
                func (a *account) Deposit(cents, fee int, notes ...string) (int, error) {
                	local := 1
                	return local, nil
                }

                func Map[T any](list []T) []T { return list }
                """);

        assertThat(found)
                .extracting(Declaration::kind, Declaration::qualifiedName, Declaration::visibility)
                .containsExactly(
                        tuple("constant", "Limit", "public"),
                        tuple("variable", "a", "package"),
                        tuple("variable", "b", "package"),
                        tuple("interface", "Store", "public"),
                        tuple("method", "Store.Get", "public"),
                        tuple("type", "account", "package"),
                        tuple("method", "account.Deposit", "public"),
                        tuple("function", "Map", "public"));
        Declaration deposit = named(found, "account.Deposit");
        assertThat(deposit.signature())
                .isEqualTo("func (a *account) Deposit(cents, fee int, notes ...string) (int, error)");
        assertThat(deposit.parameters()).containsExactly("cents int", "fee int", "notes ...string");
        assertThat(deposit.doc()).isEqualTo("Deposit adds money.");
        assertThat(named(found, "Limit").doc()).isEqualTo("Limit says how much\ncan be kept.");
        assertThat(named(found, "Store").doc()).isEqualTo("Store keeps.");
    }

    @Test
    void leaveOutWhatLiesDeeperThanAnyoneWrites() {
        String text = "function f() {".repeat(100) + "}".repeat(100);

        assertThat(declarations(Language.JAVASCRIPT, text)).hasSize(21);
    }

    private static Declaration named(List<Declaration> found, String name) {
        return found.stream()
                .filter(declaration -> declaration.qualifiedName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Declaration> declarations(Language language, String text) {
        try (SyntaxTree tree = Trees.tree(language, text)) {
            return Declarations.in(tree, Trees.deadline());
        }
    }
}
