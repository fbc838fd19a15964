using System.Text.Json.Nodes;
using Aigen.Fuzz;
using Aigen.Node.Hosting;
using Aigen.Node.Tests.Client;
using Aigen.Node.Tests.Support;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Methods;

namespace Aigen.Node.Tests.Docs;

/// <summary>What the table declares is what is read: no parameter is only documented, and none that is documented as optional is asked for.</summary>
public sealed class DeclaredParameterTests : IAsyncLifetime
{
    private const string Token = "the operator of the parameters";
    private readonly TemporaryFolder _folder = new();
    private DevNode _node = null!;
    private WsClient _socket = null!;

    public async Task InitializeAsync()
    {
        _node = await DevNode.StartAsync(new NodeOptions { IsTemporary = true, OperatorTokenFile = _folder.Write("token", Token) });
        _socket = await WsClient.ConnectAsync(_node.Url, Token);
    }

    public async Task DisposeAsync()
    {
        await _socket.DisposeAsync();
        await _node.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Parameter_OfNoTypeThatIsAllowed_IsRefusedByItsName()
    {
        foreach (var (method, parameter) in All())
        {
            // No parameter takes a list of lists.
            var given = ExampleCall.NamedParametersOf(method).With(parameter.Name, new JsonArray(new JsonArray()));
            AssertRefused(method, parameter, await _socket.CallAsync(method.Name, given));
        }
    }

    [Fact]
    public async Task Parameter_RequiredAndMissing_IsAskedForByItsName()
    {
        foreach (var (method, parameter) in All().Where(one => one.Parameter.IsRequired))
        {
            AssertRefused(method, parameter, await _socket.CallAsync(method.Name, ExampleCall.NamedParametersOf(method).Without(parameter.Name)));
        }
    }

    [Fact]
    public void Parameter_NotInTheExample_IsOptional() => Assert.All(
        All().Where(one => !ExampleCall.NamedParametersOf(one.Method).ContainsKey(one.Parameter.Name)), one => Assert.False(one.Parameter.IsRequired, $"{one.Parameter.Name} of {one.Method.Name}"));

    private static IEnumerable<(NodeMethod Method, Parameter Parameter)> All() =>
        MethodTable.Methods.SelectMany(method => method.Parameters.Select(parameter => (method, parameter)));

    private static void AssertRefused(NodeMethod method, Parameter parameter, RpcAnswer answer)
    {
        Assert.True(answer.Message.TryGetProperty("error", out _), $"{method.Name} takes any {parameter.Name}: {answer.Message}");
        Assert.True(answer.Code is RpcErrorCodes.InvalidParams or 2006, $"{method.Name}, {parameter.Name}: {answer.Message}");
        Assert.Contains(parameter.Name, answer.Sentence, StringComparison.Ordinal);
    }
}
