using Aigen.Rpc.JsonRpc;

namespace Aigen.Rpc.Tests.JsonRpc;

public sealed class MethodRegistryTests
{
    [Fact]
    public void TryFind_FindsEveryMethodByItsBytesAndNothingElse()
    {
        var methods = Enumerable.Range(0, 60).Select(i => Named($"method_{i}")).ToArray();
        var registry = new MethodRegistry(methods);

        foreach (var method in methods)
        {
            Assert.True(registry.TryFind(System.Text.Encoding.UTF8.GetBytes(method.Name), out var found));
            Assert.Same(method, found);
        }

        Assert.False(registry.TryFind("method_60"u8, out _));
        Assert.False(registry.TryFind("METHOD_1"u8, out _));
        Assert.False(registry.TryFind(new byte[1000], out _));
        Assert.Equal(methods, registry.Methods);
    }

    [Fact]
    public void TryFind_AllocatesNothing()
    {
        var registry = new MethodRegistry([Named("getChainInfo")]);
        registry.TryFind("getChainInfo"u8, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) registry.TryFind("getChainInfo"u8, out _);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("quote\"")]
    [InlineData("größe")]
    public void MalformedName_IsRefused(string name) => Assert.Throws<ArgumentException>(() => new MethodRegistry([Named(name)]));

    [Fact]
    public void NameGivenTwice_IsRefused() => Assert.Throws<ArgumentException>(() => new MethodRegistry([Named("a"), Named("a")]));

    private static RpcMethod Named(string name) => TestMethods.Sync(name, [], _ => RpcResult.Null);
}
