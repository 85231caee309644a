from asyncio import creat_task
