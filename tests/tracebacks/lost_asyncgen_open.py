# differs: reports of what was lost are our own
# exit: 0
import asyncio


async def numbers():
    try:
        for n in range(10):
            yield n
    finally:
        print("closed")


async def main():
    gen = numbers()
    print(await anext(gen))
    main.gen = gen


asyncio.run(main())
print("end")
